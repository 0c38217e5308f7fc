import { describe, expect, test } from "vitest";
import { isOf } from "../../policypacks/naming/_shared/characters.ts";
import { describeGrammar, type Grammar, mistakesIn } from "../../policypacks/naming/_shared/grammar.ts";
import { legalName } from "../../policypacks/naming/_shared/legal-name.ts";
import { nameRuleFor, typesWithNameRules } from "../../policypacks/naming/_shared/name-rules.ts";
import { NAME_SOURCES } from "../../policypacks/_kit/facts/name-sources.ts";
import { readPattern } from "../../scripts/gen/names/read-pattern.ts";
import { seededRandom } from "./seeded-random.ts";

const CLOUDS = ["aws", "azure-native", "gcp", "alicloud"] as const;
const KINDS = ["core:Service", "core:ConfigMap", "core:Namespace", "batch:CronJob", "rbac.authorization.k8s.io:Role"].map(kind => `kubernetes:${kind}`);
const types = [...CLOUDS.flatMap(typesWithNameRules), ...KINDS].filter(type => nameRuleFor(type)?.grammar);

describe("what is known of names", () => {
  test.each([["aws", 120], ["azure-native", 150], ["gcp", 60], ["alicloud", 40]] as const)("is, for %s, known of at least %i types", (cloud, least) => {
    expect(typesWithNameRules(cloud).filter(type => nameRuleFor(type)?.grammar).length).toBeGreaterThanOrEqual(least);
  });

  test("is of exactly the types whose name property is known", () => {
    const judged = types.filter(type => !type.startsWith("kubernetes:")).sort();
    expect(Object.keys(NAME_SOURCES).sort()).toEqual(judged);
  });

  test("has for every type a scope, and a name space that is a type's own or shared by several", () => {
    const rules = types.map(type => ({ type, rule: nameRuleFor(type)! }));
    expect(rules.filter(({ rule }) => !["global", "account", "region", "group", "none"].includes(rule.scope.within))).toEqual([]);
    const unshared = rules.filter(({ type, rule }) => rule.space !== type && !rules.some(other => other.type !== type && other.rule.space === rule.space));
    expect(unshared.map(({ type }) => type)).toEqual([]);
  });

  test("does not contradict itself: the shortest and the longest of names can be made", () => {
    const impossible = types.filter(type => {
      const { min, max, allowed, begins = allowed, ends = allowed, prefix = "", checks = [] } = grammarOf(type);
      if (checks.includes("guid")) return false;
      const [first, middle, last] = [begins, allowed, ends].map(inside => ["b", "B", "1", "0"].find(character => isOf(inside, character) && isOf(allowed, character)));
      // A part of a host's name has 63 characters at most.
      const lengths = [Math.max(min, prefix.length + 2), checks.includes("labels63") ? Math.min(max, 63) : max];
      return lengths.some(length => mistakesIn(`${prefix || first}${middle!.repeat(length - (prefix.length || 1) - 1)}${last}`, grammarOf(type)).length > 0);
    });
    expect(impossible).toEqual([]);
  });

  test("can be said in words", () => {
    for (const type of types) expect({ type, says: describeGrammar(grammarOf(type)) }).toMatchObject({ says: expect.not.stringMatching(/undefined|\\[xp]|^\s|\s$/) });
  });

  test.each([
    ["azure-native:keyvault:Vault", "3 to 24 letters, digits and hyphens, beginning with a letter, ending with a letter or digit"],
    ["aws:iam/role:Role", "1 to 64 letters, digits and any of +,.=@_-"],
    ["aws:kms/alias:Alias", '7 to 256 letters, digits and any of :/_-, beginning with "alias/"'],
    ["azure-native:sql:Database", "1 to 128 characters, but no control characters or any of <>*%&:\\/?, not ending with a space or dot"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "1 to 255 characters"],
  ])("is for %s: %s", (type, words) => {
    expect(describeGrammar(grammarOf(type))).toBe(words);
  });
});

describe("a name", () => {
  test.each<[string, string, string[]]>([
    ["aws:s3/bucket:Bucket", "a.b-c9", []],
    ["aws:s3/bucket:Bucket", "a", ["has 1 character, the least is 3"]],
    ["aws:s3/bucket:Bucket", "ab", ["has 2 characters, the least is 3"]],
    ["aws:s3/bucket:Bucket", "A b_", ['has upper-case letters and a space and "_"']],
    ["aws:s3/bucket:Bucket", "a..b", ["has two dots in a row"]],
    ["aws:s3/bucket:Bucket", "xn--abc", ['begins with "xn--"']],
    ["aws:s3/bucket:Bucket", "sthree-abc", ['begins with "sthree-"']],
    ["aws:s3/bucket:Bucket", "amzn-s3-demo-bucket", ['begins with "amzn-s3-demo-"']],
    ["aws:s3/bucket:Bucket", "abc-s3alias", ['ends with "-s3alias"']],
    ["aws:s3/bucket:Bucket", "abc--ol-s3", ['ends with "--ol-s3"']],
    ["aws:s3/bucket:Bucket", "10.0.0.1", ["looks like an IP address"]],
    ["aws:iam/role:Role", "a+b=c,d.e@f-g_h", []],
    ["aws:iam/role:Role", "a/b", ['has "/"']],
    ["aws:kms/alias:Alias", "key", ["has 3 characters, the least is 7", 'does not begin with "alias/"']],
    ["aws:kms/alias:Alias", "alias/aws/s3", ['begins with "alias/aws/"']],
    ["aws:sqs/queue:Queue", "a.b.fifo", ["has a dot that does not begin .fifo"]],
    ["aws:sqs/queue:Queue", "a.fifo", []],
    ["aws:ssm/parameter:Parameter", "/aws/x", ['begins with "aws" or "ssm"']],
    ["aws:ssm/parameter:Parameter", "/shop/aws/x", []],
    ["aws:lb/loadBalancer:LoadBalancer", "internal-web", ['begins with "internal-"']],
    ["aws:rds/instance:Instance", "orders--db", ["has two hyphens in a row"]],
    ["aws:lambda/function:Function", "f".repeat(65), ["has 65 characters, the most is 64"]],
    ["aws:sagemaker/endpoint:Endpoint", "a-", ['ends with "-"']],
    ["azure-native:storage:StorageAccount", "my-Data", ['has upper-case letters and "-"']],
    ["azure-native:resources:ResourceGroup", "größe(1).x", []],
    ["azure-native:resources:ResourceGroup", "x.", ['ends with "."']],
    ["azure-native:web:WebApp", "Xbox", ['is "Xbox", which is kept for Azure']],
    ["azure-native:web:WebApp", "login-app", ['begins with "login", which is kept for Azure']],
    ["azure-native:web:WebApp", "shop-login", []],
    ["azure-native:web:WebApp", "my-Microsoft-app", ['has "microsoft" in it, which is kept for Azure']],
    ["azure-native:network:VirtualNetwork", "windows", []],
    ["azure-native:sql:Database", "a/b ", ['has "/"', 'ends with " "']],
    ["azure-native:authorization:RoleAssignment", "reader-of-shop", ["has 14 characters, the least is 36", 'has "r" and "o" and "s" and "h" and "p"', "is no GUID"]],
    ["azure-native:authorization:RoleAssignment", "0b5f8a94-3f0c-4c8f-9a3e-6f2d1c7b9e10", []],
    ["azure-native:netapp:CapacityPoolVolume", "default", ['is "default", which is kept for the cloud']],
    ["gcp:compute/network:Network", "1a-", ['begins with "1"', 'ends with "-"']],
    ["gcp:storage/bucket:Bucket", `${"a".repeat(64)}.com`, ["has a part of more than 63 characters"]],
    ["gcp:storage/bucket:Bucket", `${"a".repeat(60)}.${"b".repeat(60)}`, []],
    ["gcp:pubsub/topic:Topic", "google-orders", ['begins with "goog"']],
    ["alicloud:vpc/network:Network", "https://x", ['begins with "https://"']],
    ["alicloud:ecs/instance:Instance", "主机-01", []],
    ["alicloud:log/project:Project", "Shop", ["has upper-case letters"]],
    ["kubernetes:core:Service", "web-1", []],
    ["kubernetes:core:Service", "1-web", ['begins with "1"']],
    ["kubernetes:core:Service", "a.b", ['has "."']],
    ["kubernetes:core:Namespace", "n".repeat(64), ["has 64 characters, the most is 63"]],
    ["kubernetes:batch:CronJob", "c".repeat(53), ["has 53 characters, the most is 52"]],
    ["kubernetes:core:ConfigMap", "a.b.c-1", []],
    ["kubernetes:core:ConfigMap", "a.-b", ["has a dot next to another dot or a hyphen"]],
    ["kubernetes:rbac.authorization.k8s.io:Role", "system:x", []],
    ["kubernetes:rbac.authorization.k8s.io:Role", "..", ["is . or .."]],
    ["kubernetes:rbac.authorization.k8s.io:Role", "a%b", ['has "%"']],
    ["kubernetes:example.com:Database", "Orders", ["has upper-case letters"]],
  ])("%s %j: %j", (type, name, mistakes) => {
    expect(mistakesIn(name, grammarOf(type))).toEqual(mistakes);
  });

  test("that is suggested is always legal, whatever it is made of", () => {
    const random = seededRandom(11);
    const alphabet = [..."aZ0-_. /%ä:$[]\\😀\u0000İ", "--", "..", "xn--", "-s3alias", "microsoft", "login", "google", "alias/", ".fifo", "internal-", "aws", "sg-", "http://"];
    for (const type of types) {
      const grammar = grammarOf(type);
      for (let i = 0; i < 60; i++) {
        const name = Array.from({ length: random.below(90) }, () => alphabet[random.below(alphabet.length)]).join("");
        const legal = legalName(name, grammar);
        expect({ type, name, mistakes: legal === undefined ? [] : mistakesIn(legal, grammar) }).toMatchObject({ mistakes: [] });
      }
    }
  });

  test("with capitals, spaces and too many characters has a legal one that is like it, for every type", () => {
    const without = types.filter(type => legalName(`Größe der  Welt! ${"a1".repeat(800)}`, grammarOf(type)) === undefined);
    // A GUID cannot be made of anything.
    expect(without.sort()).toEqual([
      "azure-native:authorization:RoleAssignment",
      "azure-native:authorization:RoleDefinition",
    ]);
  });

  test.each([
    ["azure-native:storage:StorageAccount", "Größe-Müller", "grossemuller"],
    ["aws:s3/bucket:Bucket", "amzn-s3-demo-sthree-reports", "reports"],
    ["aws:kms/alias:Alias", "orders", "alias/orders"],
    ["aws:sqs/queue:Queue", "a.b.fifo", "a-b.fifo"],
    ["azure-native:keyvault:Vault", "1st--vault", "st-vault"],
    ["kubernetes:core:ConfigMap", "a.-b..c", "a.b.c"],
    ["gcp:compute/network:Network", `${"x".repeat(62)}-y`, "x".repeat(62)],
  ])("%s %j becomes %j", (type, name, legal) => {
    expect(legalName(name, grammarOf(type))).toBe(legal);
  });

  test("of a hundred thousand characters is judged, and mended, in no time", () => {
    const started = performance.now();
    for (const type of types.slice(0, 40)) for (const name of ["-".repeat(1e5), `${"xn--".repeat(25000)}!`, "microsoft".repeat(11000)]) legalName(name, grammarOf(type));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("a pattern of an API model", () => {
  test.each([
    ["[\\w+=,.@-]+", 1, 64, { characters: "A-Za-z0-9+,.=@_-", first: "A-Za-z0-9+,.=@_-", last: "A-Za-z0-9+,.=@_-", min: 1, max: 64 }],
    ["^[0-9A-Za-z][A-Za-z0-9\\-_]*", 1, 100, { characters: "A-Za-z0-9_-", first: "A-Za-z0-9", last: "A-Za-z0-9_-", min: 1, max: 100 }],
    ["[a-z][a-z0-9\\-]{0,48}[a-z0-9]", undefined, undefined, { characters: "a-z0-9-", first: "a-z", last: "a-z0-9", min: 2, max: 50 }],
    ["[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", 0, 63, { characters: "A-Za-z0-9-", first: "A-Za-z0-9", last: "A-Za-z0-9", min: 1, max: 63 }],
    ["[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?", 0, 63, { characters: "A-Za-z0-9-", first: "A-Za-z0-9", last: "A-Za-z0-9", min: 1, max: 63 }],
    ["^[a-zA-Z0-9_]{3,128}$", undefined, undefined, { characters: "A-Za-z0-9_", first: "A-Za-z0-9_", last: "A-Za-z0-9_", min: 3, max: 128 }],
  ])("%s", (pattern, min, max, shape) => {
    expect(readPattern({ pattern, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) })).toEqual(shape);
  });

  test("of another form is refused, not guessed", () => {
    expect(() => readPattern({ pattern: "(?!x)[a-z]+", max: 9 })).toThrow("no known form");
    expect(() => readPattern({ pattern: "[a-z]+" })).toThrow("no greatest length");
  });
});

function grammarOf(type: string): Grammar {
  return nameRuleFor(type)!.grammar!;
}
