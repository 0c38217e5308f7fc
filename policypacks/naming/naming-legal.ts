import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import { describeGrammar, type Grammar, mistakesIn } from "./_shared/grammar";
import { innerNames } from "./_shared/inner-names";
import { legalName } from "./_shared/legal-name";
import { nameRuleFor } from "./_shared/name-rules";
import { cloudName, type JudgedName, renamed } from "./_shared/names";

export const policy = definePolicy({
  id: "naming-legal",
  title: "Names are such that the cloud takes them",
  severity: "medium",
  enforcement: "mandatory",
  why: "The cloud refuses an illegal name only when it gets to it: in the middle of an update, after what came before was created. Knows the rules of more than seven hundred types, and of all kinds of Kubernetes.",
  fix: "Give it a name that the cloud takes.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  check(subject, report) {
    const grammar = nameRuleFor(subject.type)?.grammar;
    report.each(grammar ? [grammar] : [], own => {
      const name = cloudName(subject);
      if (name) judgeOne(name, own, report);
    });
    report.each(innerNames(subject), ({ value, grammar: inner }) => judgeOne({ value, text: value.text() ?? "", suffix: "" }, inner, report));
  },
  remediate(subject) {
    const grammar = nameRuleFor(subject.type)?.grammar;
    const name = grammar && cloudName(subject);
    // Only the case: what else a name could become is for people to choose. What is illegal is not there yet, so nothing is replaced.
    if (!name || name.value.isSecret || mistakesIn(name.text, grammar).length === 0) return undefined;
    const lower = name.text.toLowerCase();
    return mistakesIn(lower, grammar).length === 0 ? renamed(subject.resource.inputs, name.value.path, lower) : undefined;
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
      { title: "a type whose rules are not known", resources: [named("aws:ec2/instance:Instance", { tags: { Name: "Any name/whatever" } })] },
    ],
    bad: [
      { title: "upper case in a bucket", resources: [named("aws:s3/bucket:Bucket", { bucket: "Acme_Reports" })], says: ['bucket "Acme_Reports"', 'upper-case letters and "_"', 'Name it "acme-reports"'] },
      { title: "a bucket in China", resources: [{ ...named("aws:s3/bucket:Bucket", { bucket: "Acme" }), provider: { type: "pulumi:providers:aws", inputs: { region: "cn-north-1" } } }], says: ['Name it "acme"'] },
      { title: "an IP address as a bucket", resources: [named("aws:s3/bucket:Bucket", { bucket: "192.168.5.4" })], says: ["looks like an IP address"] },
      { title: "a bucket as those of AWS's examples", resources: [named("aws:s3/bucket:Bucket", { bucket: "amzn-s3-demo-bucket" })], says: ['begins with "amzn-s3-demo-"', 'Name it "bucket"'] },
      { title: "a role that is too long", resources: [named("aws:iam/role:Role", { name: "r".repeat(65) })], says: ["has 65 characters, the most is 64", `"${"r".repeat(64)}"`] },
      {
        title: "a load balancer that Pulumi has made too long",
        resources: [{ type: "aws:lb/loadBalancer:LoadBalancer", name: "shop-frontend-internet-facing", inputs: { name: "shop-frontend-internet-facing-1a2b3c4" } }],
        says: ["the most is 32", '8 characters behind it', 'call the resource "shop-frontend-internet-f"'],
      },
      { title: "hyphens in a storage account", resources: [named("azure-native:storage:StorageAccount", { accountName: "acme-Reports" })], says: ['Name it "acmereports"'] },
      { title: "a digit first in a key vault", resources: [named("azure-native:keyvault:Vault", { vaultName: "1st--vault" })], says: ['begins with "1"', "two hyphens in a row"] },
      { title: "a trademark in a public name", resources: [named("azure-native:web:WebApp", { name: "my-windows-app" })], says: ['"windows"', 'Name it "my-app"'] },
      { title: "an underscore in a network", resources: [named("gcp:compute/network:Network", { name: "main_net" })], says: ['Name it "main-net"'] },
      { title: "google in a bucket", resources: [named("gcp:storage/bucket:Bucket", { name: "my-google-data" })], says: ['"google"'] },
      { title: "a hyphen last in a bucket of Alicloud", resources: [named("alicloud:oss/bucket:Bucket", { bucket: "reports-" })], says: ['ends with "-"', 'Name it "reports"'] },
      { title: "a service that begins with a digit", resources: [named("kubernetes:core/v1:Service", { metadata: { name: "2048-game" } })], says: ['begins with "2"', "DNS-1035"] },
      { title: "an inline subnet", resources: [named("azure-native:network:VirtualNetwork", { virtualNetworkName: "hub", subnets: [{ name: "apps" }, { name: "data-" }] })], says: ["subnets[1].name", 'Name it "data"'] },
      { title: "a Windows machine with a long host name", resources: [named("azure-native:compute:VirtualMachine", { vmName: "shop", osProfile: { computerName: "shop-frontend-blue", windowsConfiguration: {} } })], says: ["osProfile.computerName", "the most is 15"] },
      { title: "a container and its port", resources: [named("kubernetes:apps/v1:Deployment", { metadata: { name: "web" }, spec: { template: { spec: { containers: [{ name: "Web", ports: [{ name: "metrics-and-health" }] }] } } } })], says: ["containers[0].name", "ports[0].name", "the most is 15"] },
      { title: "a deployment with an underscore", resources: [named("kubernetes:apps/v1:Deployment", { metadata: { name: "web_app" } })], says: ['Name it "web-app"'] },
    ],
  },
});

function judgeOne(name: JudgedName, grammar: Grammar, report: Report): void {
  const { value, text } = name;
  const mistakes = mistakesIn(text, grammar);
  if (mistakes.length === 0) return;
  report(`${value.path} "${value}" is no legal name${value.isSecret ? "" : `: it ${mistakes.join(", and ")}`}. A name there has ${describeGrammar(grammar)}.`, { fix: fixOf(name, grammar) });
}

function fixOf({ value, text, suffix }: JudgedName, grammar: Grammar): string {
  if (value.isSecret) return `Give it a name as ${grammar.source} says.`;
  const own = text.slice(0, text.length - suffix.length);
  const legal = legalName(own, grammar, grammar.max - suffix.length) ?? (own.length + suffix.length <= grammar.max ? undefined : own.slice(0, grammar.max - suffix.length));
  if (!legal) return `Give it a name as ${grammar.source} says.`;
  return suffix === "" ? `Name it "${legal}".` : `Pulumi puts ${suffix.length} characters behind it: call the resource "${legal}", or set ${value.path}.`;
}

function named(type: string, inputs: ExampleResource["inputs"]): ExampleResource {
  return { type, inputs };
}
