import { describe, expect, test } from "vitest";
import { type Grammar, legalName, mistakesIn } from "../../policypacks/naming/_shared/grammar.ts";
import { alicloudGrammars } from "../../policypacks/naming/_shared/grammars/alicloud.ts";
import { awsGrammars } from "../../policypacks/naming/_shared/grammars/aws.ts";
import { azureGrammars } from "../../policypacks/naming/_shared/grammars/azure.ts";
import { gcpGrammars } from "../../policypacks/naming/_shared/grammars/gcp.ts";
import { kubernetesGrammar } from "../../policypacks/naming/_shared/grammars/kubernetes.ts";
import { conventionFor } from "../../policypacks/naming/_shared/convention.ts";
import { NAME_SOURCES } from "../../policypacks/_kit/facts/name-sources.ts";
import { seededRandom } from "./seeded-random.ts";

const grammars: Record<string, Grammar> = { ...awsGrammars, ...azureGrammars, ...gcpGrammars, ...alicloudGrammars, Service: kubernetesGrammar("kubernetes:core:Service"), Role: kubernetesGrammar("kubernetes:rbac.authorization.k8s.io:Role"), ConfigMap: kubernetesGrammar("kubernetes:core:ConfigMap") };

test("a legal name is known for exactly the types whose name property is known", () => {
  expect(Object.keys({ ...awsGrammars, ...azureGrammars, ...gcpGrammars, ...alicloudGrammars }).sort()).toEqual(Object.keys(NAME_SOURCES).sort());
});

describe("a name", () => {
  test.each<[string, string, string[]]>([
    ["aws:s3/bucket:Bucket", "a.b-c9", []],
    ["aws:s3/bucket:Bucket", "ab", ["has 2 characters, the least is 3"]],
    ["aws:s3/bucket:Bucket", "A b_", ["has upper-case letters and a space and \"_\""]],
    ["aws:s3/bucket:Bucket", "a..b", ["has two dots in a row"]],
    ["aws:s3/bucket:Bucket", "xn--abc", ['begins with "xn--", "sthree-" or "amzn-s3-demo-", which AWS keeps for itself']],
    ["aws:iam/role:Role", "a+b=c,d.e@f-g_h", []],
    ["aws:iam/role:Role", "a/b", ['has "/"']],
    ["aws:kms/alias:Alias", "key", ["has 3 characters, the least is 7", 'does not begin with "alias/"']],
    ["aws:sqs/queue:Queue", "a.b.fifo", ["has a dot that does not begin .fifo"]],
    ["aws:ssm/parameter:Parameter", "/aws/x", ['begins with "aws" or "ssm"']],
    ["aws:ssm/parameter:Parameter", "/shop/aws/x", []],
    ["aws:lb/loadBalancer:LoadBalancer", "internal-web", ['begins with "internal-"']],
    ["azure-native:storage:StorageAccount", "my-Data", ['has upper-case letters and "-"']],
    ["azure-native:resources:ResourceGroup", "größe(1).x", []],
    ["azure-native:resources:ResourceGroup", "x.", ['ends with "."']],
    ["gcp:compute/network:Network", "1a-", ['begins with "1"', 'ends with "-"']],
    ["gcp:storage/bucket:Bucket", `${"a".repeat(64)}.com`, ["has a part of more than 63 characters"]],
    ["gcp:storage/bucket:Bucket", `${"a".repeat(60)}.${"b".repeat(60)}`, []],
    ["Service", "web-1", []],
    ["Role", "system:x", []],
    ["Role", "..", ["is . or .."]],
    ["Role", "a%b", ['has "%"']],
    ["ConfigMap", "a.-b", ["has a dot next to another dot or a hyphen"]],
  ])("%s %j: %j", (type, name, mistakes) => {
    expect(mistakesIn(name, grammars[type]!)).toEqual(mistakes);
  });

  test("that is suggested is always legal", () => {
    const random = seededRandom(11);
    const alphabet = "aZ0-_. /%ä:";
    for (const [type, grammar] of Object.entries(grammars)) {
      for (let i = 0; i < 300; i++) {
        const name = Array.from({ length: random.below(80) }, () => alphabet[random.below(alphabet.length)]).join("");
        const legal = legalName(name, grammar);
        expect({ type, name, legal, mistakes: legal === undefined ? [] : mistakesIn(legal, grammar) }).toMatchObject({ mistakes: [] });
      }
    }
  });
});

describe("a convention", () => {
  const request = { type: "aws:ec2/vpc:Vpc", stack: "shop/prod", hasHyphens: true, tokens: {} };

  test.each([
    ["{project}-{stack}-{type}-{nn}", "shop-prod-vpc-01", true, "shop-prod-vpc-01"],
    ["{project}-{stack}-{type}-{nn}", "shop-prod-vpc-1", false, "shop-prod-vpc-01"],
    ["{project}-{stack}-{type}-{nn}", "shop-prod-subnet-01", false, "shop-prod-vpc-01"],
    ["{org}.{app}", "acme.x", true, "<org>.<app>"],
    ["{org}.{app}", "acmexx", false, "<org>.<app>"],
    ["a+b-{nnn}", "a+b-007", true, "a+b-001"],
    ["a+b-{nnn}", "aab-007", false, "a+b-001"],
  ])("%s and %s: %s", (pattern, name, matches, example) => {
    const convention = conventionFor({ ...request, pattern });
    expect({ matches: convention.matches(name), example: convention.example }).toEqual({ matches, example });
  });

  test("takes tokens as lists and as patterns", () => {
    const convention = conventionFor({ ...request, pattern: "{env}-{app}", tokens: { env: ["dev", "prod"], app: "[a-z]{2,4}" } });
    expect(["prod-web", "dev-ab", "test-web", "prod-weblog"].map(name => convention.matches(name))).toEqual([true, true, false, false]);
    expect(convention.example).toBe("prod-<app>");
  });

  test("with a pattern that makes other engines hang takes no time", () => {
    const started = performance.now();
    expect(conventionFor({ ...request, pattern: "{app}", tokens: { app: "(a+)+" } }).matches(`${"a".repeat(5000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
