import { physicalName } from "../_kit/facts";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { type Grammar, legalName, mistakesIn } from "./_shared/grammar";
import { alicloudGrammars } from "./_shared/grammars/alicloud";
import { awsGrammars } from "./_shared/grammars/aws";
import { azureGrammars } from "./_shared/grammars/azure";
import { gcpGrammars } from "./_shared/grammars/gcp";
import { kubernetesGrammar } from "./_shared/grammars/kubernetes";

const GRAMMARS: Record<string, Grammar> = { ...awsGrammars, ...azureGrammars, ...gcpGrammars, ...alicloudGrammars };

export const policy = definePolicy({
  id: "naming-legal",
  title: "Names are such that the cloud takes them",
  severity: "medium",
  enforcement: "mandatory",
  why: "The cloud refuses an illegal name only when it gets to it: in the middle of an update, after what came before was created.",
  fix: "Give it a name that the cloud takes.",
  types: [...Object.keys(GRAMMARS), "kubernetes:*"],
  check(subject, report) {
    const grammar = grammarFor(subject);
    const name = grammar && physicalName(subject);
    if (!grammar || !name) return;
    const text = name.text() ?? "";
    const mistakes = mistakesIn(text, grammar);
    if (mistakes.length === 0) return;
    const legal = legalName(text, grammar);
    report(`${name.path} "${name}" is no legal name${name.isSecret ? "" : `: it ${mistakes.join(", and ")}`}. A name there has ${grammar.says}.`, {
      fix: legal && !name.isSecret ? `Name it "${legal}".` : `Give it a name as ${grammar.source} says.`,
    });
  },
  examples: {
    good: [
      { title: "a bucket", resources: [named("aws:s3/bucketV2:BucketV2", { bucket: "acme-reports.prod" })] },
      { title: "a FIFO queue", resources: [named("aws:sqs/queue:Queue", { name: "orders.fifo" })] },
      { title: "a bucket that is named by Pulumi", resources: [named("aws:s3/bucket:Bucket", {})] },
      { title: "a storage account", resources: [named("azure-native:storage/v20230101:StorageAccount", { accountName: "acmereports" })] },
      { title: "a service account", resources: [named("gcp:serviceaccount/account:Account", { accountId: "reports-writer" })] },
      { title: "a bucket of Alicloud", resources: [named("alicloud:oss/bucket:Bucket", { bucket: "acme-reports" })] },
      { title: "a service", resources: [named("kubernetes:core/v1:Service", { metadata: { name: "web" } })] },
      { title: "a role with a colon", resources: [named("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", { metadata: { name: "acme:reader" } })] },
    ],
    bad: [
      { title: "upper case in a bucket", resources: [named("aws:s3/bucket:Bucket", { bucket: "Acme_Reports" })], says: ['bucket "Acme_Reports"', 'upper-case letters and "_"', 'Name it "acme-reports"'] },
      { title: "an IP address as a bucket", resources: [named("aws:s3/bucket:Bucket", { bucket: "192.168.5.4" })], says: ["looks like an IP address"] },
      { title: "a role that is too long", resources: [named("aws:iam/role:Role", { name: "r".repeat(65) })], says: ["has 65 characters, the most is 64", `"${"r".repeat(64)}"`] },
      { title: "hyphens in a storage account", resources: [named("azure-native:storage:StorageAccount", { accountName: "acme-Reports" })], says: ['Name it "acmereports"'] },
      { title: "a digit first in a key vault", resources: [named("azure-native:keyvault:Vault", { vaultName: "1st--vault" })], says: ['begins with "1"', "two hyphens in a row"] },
      { title: "an underscore in a network", resources: [named("gcp:compute/network:Network", { name: "main_net" })], says: ['Name it "main-net"'] },
      { title: "google in a bucket", resources: [named("gcp:storage/bucket:Bucket", { name: "my-google-data" })], says: ['"google"'] },
      { title: "a hyphen last in a bucket of Alicloud", resources: [named("alicloud:oss/bucket:Bucket", { bucket: "reports-" })], says: ['ends with "-"', 'Name it "reports"'] },
      { title: "a service that begins with a digit", resources: [named("kubernetes:core/v1:Service", { metadata: { name: "2048-game" } })], says: ['begins with "2"', "DNS-1035"] },
      { title: "a deployment with an underscore", resources: [named("kubernetes:apps/v1:Deployment", { metadata: { name: "web_app" } })], says: ['Name it "web-app"'] },
    ],
  },
});

function grammarFor({ type, cloud }: Subject): Grammar | undefined {
  return cloud === "kubernetes" ? kubernetesGrammar(type) : GRAMMARS[type];
}

function named(type: string, inputs: ExampleResource["inputs"]): ExampleResource {
  return { type, inputs };
}
