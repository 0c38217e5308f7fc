import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { exampleFindings, remediated, resourcesOf } from "../../policypacks/_kit/examples.ts";
import type { Example, ExampleResource, Policy } from "../../policypacks/_kit/policy.ts";
import { subjectsOf } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { EMPTY_SNAPSHOT, type SnapshotName } from "../../policypacks/_kit/snapshot.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policies } from "../../policypacks/naming/registry.generated.ts";
import { ownTags, tagPropertyOf } from "../../policypacks/naming/_shared/tags.ts";
import { isInCase, isSameKey, spellKey } from "../../policypacks/naming/_shared/tag-keys.ts";

const rule = (id: string): Policy => policies.find(policy => policy.id === id)! as Policy;

describe("naming-unique", () => {
  const subnet = (name: string, more: WireObject = {}): ExampleResource => ({ type: "azure-native:network:Subnet", name, inputs: { subnetName: "apps", virtualNetworkName: "hub", resourceGroupName: "rg", ...more }, provider: azure });
  const azure = { type: "pulumi:providers:azure-native", inputs: { subscriptionId: "s-1" } };
  const elsewhere = (row: Partial<SnapshotName>): SnapshotName => ({ stack: "core/prod", urn: "urn:pulumi:prod::core::x::main", type: "azure-native:network:Subnet", name: "apps", ...row });
  const collisions = (resources: ExampleResource[], names: SnapshotName[] = []) => exampleFindings(rule("naming-unique"), { title: "", resources, estate: { names } }).map(({ message }) => message);

  test("knows the network of another stack's subnet from the cloud's id", () => {
    const at = (network: string) => elsewhere({ id: `/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${network}/subnets/apps`, place: { account: "s-1", group: "RG" } });
    expect(collisions([subnet("a")], [at("HUB")])).toHaveLength(1);
    expect(collisions([subnet("a")], [at("spoke")])).toEqual([]);
    expect(collisions([subnet("a")], [elsewhere({ place: { account: "s-1", group: "rg" } })])).toEqual([]);
  });

  test("keeps subscriptions apart, and says nothing of one that is not known", () => {
    const id = "/subscriptions/s-2/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/apps";
    expect(collisions([subnet("a")], [elsewhere({ id, place: { account: "s-2", group: "rg" } })])).toEqual([]);
    expect(collisions([{ ...subnet("a"), provider: { ...azure, inputs: {} } }], [elsewhere({ id, place: { account: "s-2", group: "rg" } })])).toEqual([]);
  });

  test("takes what comes from one resource for one place, though its name is not known yet", () => {
    const group: ExampleResource = { type: "azure-native:resources:ResourceGroup", name: "group", inputs: {}, provider: azure };
    const network = (name: string, from: string): ExampleResource => ({ type: "azure-native:network:Subnet", name, inputs: { subnetName: "apps", virtualNetworkName: unknown, resourceGroupName: unknown }, uses: { virtualNetworkName: from }, provider: azure });
    const vnet = (name: string): ExampleResource => ({ type: "azure-native:network:VirtualNetwork", name, inputs: { resourceGroupName: unknown }, provider: azure });
    expect(collisions([group, vnet("v"), vnet("w"), network("a", "v"), network("b", "v")])).toHaveLength(1);
    expect(collisions([group, vnet("v"), vnet("w"), network("a", "v"), network("b", "w")])).toEqual([]);
  });

  test("learns the account from what else the provider has made", () => {
    const provider = { type: "pulumi:providers:aws", inputs: { region: "eu-west-1" } };
    const role: ExampleResource = { type: "aws:iam/role:Role", name: "new", inputs: { name: "deploy" }, provider };
    const known: ExampleResource = { type: "aws:iam/role:Role", name: "old", inputs: { name: "old" }, outputs: { arn: "arn:aws:iam::111111111111:role/old" }, provider };
    const names = [elsewhere({ type: "aws:iam/role:Role", name: "DEPLOY", place: { partition: "aws", account: "111111111111" } })];
    expect(collisions([role], names)).toEqual([]);
    expect(collisions([role, known], names)).toHaveLength(1);
  });

  test("keeps clusters apart by their providers", () => {
    const service = (name: string): ExampleResource => ({ type: "kubernetes:core/v1:Service", name, inputs: { metadata: { name: "web" } } });
    const urnsOf = (...providers: string[]) => resourcesOf({ title: "", resources: [service("a"), service("b")] }).map((resource, i) => ({ ...resource, provider: { urn: providers[i]!, type: "pulumi:providers:kubernetes", inputs: {} } }));
    const count = (resources: ReturnType<typeof urnsOf>) => evaluate([rule("naming-unique")], resources, { settings: defaultSettings("2026-01-01") }).length;
    expect(count(urnsOf("east", "west"))).toBe(0);
    expect(count(urnsOf("east", "east"))).toBe(1);
  });

  test("an unknown name is undecided, and hides no other", () => {
    const bucket = (name: string, value: string): ExampleResource => ({ type: "aws:s3/bucket:Bucket", name, inputs: { bucket: value } });
    const findings = exampleFindings(rule("naming-unique"), { title: "", resources: [bucket("a", unknown), bucket("b", "acme"), bucket("c", "acme")] });
    expect(findings.map(({ urn, result }) => [urn.split("::").at(-1), result])).toEqual([["a", "undecided"], ["c", "violation"]]);
  });
});

describe("what a rule may put right", () => {
  const change = (id: string, resource: ExampleResource, options?: Example["options"]) => remediated(rule(id), { title: "", resources: [resource], ...(options ? { options } : {}) });

  test("is the case of a name, and nothing else of it", () => {
    expect(change("naming-legal", { type: "aws:s3/bucket:Bucket", inputs: { bucket: "Acme-Reports", tags: { a: "b" } } })).toEqual({ bucket: "acme-reports", tags: { a: "b" } });
    expect(change("naming-legal", { type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "Web", labels: { a: "B" } } } })).toEqual({ metadata: { name: "web", labels: { a: "B" } } });
    expect(change("naming-legal", { type: "aws:s3/bucket:Bucket", inputs: { bucket: "Acme_Reports" } })).toBeUndefined();
    expect(change("naming-legal", { type: "aws:s3/bucket:Bucket", inputs: { bucket: "acme" } })).toBeUndefined();
    expect(change("naming-legal", { type: "aws:iam/role:Role", inputs: { name: "Deploy" } })).toBeUndefined();
    expect(change("naming-legal", { type: "aws:s3/bucket:Bucket", inputs: { bucket: secret("Acme") } })).toBeUndefined();
  });

  test("is a tag that has a default, where what is there is a plain map", () => {
    const options = { required: { Owner: { default: "nobody" }, CostCenter: { default: "0" }, Team: {} } };
    const owner = (inputs: WireObject, type = "aws:s3/bucket:Bucket") => change("naming-required-tags", { type, inputs }, options);
    expect(owner({ bucket: "b", tags: { Owner: "web" } })).toEqual({ bucket: "b", tags: { Owner: "web", CostCenter: "0" } });
    expect(owner({})).toEqual({ tags: { Owner: "nobody", CostCenter: "0" } });
    expect(owner({ tags: { Owner: secret("x"), CostCenter: "1" } })).toBeUndefined();
    expect(owner({ tags: { Other: secret("x") } })).toEqual({ tags: { Other: secret("x"), Owner: "nobody", CostCenter: "0" } });
    expect(owner({ name: "acme" }, "gcp:storage/bucket:Bucket")).toEqual({ name: "acme", labels: { owner: "nobody", "cost-center": "0" } });
    expect(owner({ settings: { tier: "x" } }, "gcp:sql/databaseInstance:DatabaseInstance")).toEqual({ settings: { tier: "x", userLabels: { owner: "nobody", "cost-center": "0" } } });
    expect(owner({ tags: [] }, "aws:autoscaling/group:Group")).toMatchObject({ tags: [{ key: "Owner", value: "nobody", propagateAtLaunch: true }, { key: "CostCenter" }] });
    expect(owner({ bucket: "b", policy: "{}" }, "aws:s3/bucketPolicy:BucketPolicy")).toBeUndefined();
  });
});

describe("tags", () => {
  test.each([
    ["aws:ec2/instance:Instance", "tags"],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", undefined],
    ["azure-native:network:VirtualNetwork", "tags"],
    ["azure-native:network:Subnet", undefined],
    ["gcp:compute/instance:Instance", "labels"],
    ["gcp:container/cluster:Cluster", "resourceLabels"],
    ["gcp:compute/subnetwork:Subnetwork", undefined],
    ["alicloud:ecs/instance:Instance", "tags"],
    ["alicloud:vpc/routeEntry:RouteEntry", undefined],
  ])("of %s stand in %s", (type, property) => {
    expect(tagPropertyOf({ type, cloud: type.split(":")[0] as "aws" })).toBe(property);
  });

  test("that are not known yet leave the rule undecided; a value of one only that value", () => {
    const options = { required: { Owner: { values: ["web"] }, Env: {} } };
    const results = (tags: WireObject | string) => exampleFindings(rule("naming-required-tags"), { title: "", resources: [{ type: "aws:s3/bucket:Bucket", inputs: { tags } }], options }).map(({ result, message }) => [result, message]);
    expect(results(unknown)).toEqual([["undecided", "Could not be judged: tags is not known before the deployment."]]);
    expect(results({ Owner: unknown })).toEqual([["undecided", "Could not be judged: tags.Owner is not known before the deployment."], ["violation", "It has no tag Env."]]);
  });

  test("that are secret are not shown", () => {
    const findings = exampleFindings(rule("naming-required-tags"), { title: "", resources: [{ type: "aws:s3/bucket:Bucket", inputs: { tags: { Owner: secret("hunter22") } } }], options: { required: { Owner: { values: ["web"] } } } });
    expect(findings.map(({ message }) => message)).toEqual(['The tag Owner is "[secret]", which is not one of its values.']);
  });

  test("of a group of machines are read from their list", () => {
    const [group] = subjectsOf({ urn: "urn:pulumi:dev::example::aws:autoscaling/group:Group::main", type: "aws:autoscaling/group:Group", inputs: { tags: [{ key: "Owner", value: "web", propagateAtLaunch: true }] } });
    expect(ownTags(group!).map(([key, value]) => `${key}=${value}`)).toEqual(["Owner=web"]);
  });

  test("have keys that clouds take for the same, and write in their own way", () => {
    expect(isSameKey("CostCenter", "cost_center", "gcp")).toBe(true);
    expect(isSameKey("CostCenter", "costcenter", "aws")).toBe(false);
    expect(spellKey("CostCenter", "gcp")).toBe("cost-center");
    expect([isInCase("CostCenter", "PascalCase"), isInCase("acme:CostCenter", "PascalCase"), isInCase("cost-center", "kebab-case"), isInCase("cost-center", "snake_case")]).toEqual([true, true, true, false]);
  });
});

describe("a convention", () => {
  const judged = (resource: ExampleResource, options: WireObject) => exampleFindings(rule("naming-convention"), { title: "", resources: [resource], options }).map(({ result, message }) => `${result}: ${message}`);
  const queue = (name: string, inputs: WireObject = {}): ExampleResource => ({ type: "aws:sqs/queue:Queue", inputs: { name, ...inputs } });

  test("with a region is undecided where the region is not known, and only where all else is right", () => {
    expect(judged(queue("acme-use1-web"), { pattern: "acme-{region}-{app}" })).toEqual(["undecided: Could not be judged: the region is not known before the deployment."]);
    expect(judged(queue("emca-use1-web"), { pattern: "acme-{region}-{app}" })[0]).toMatch(/^violation/);
    expect(judged(queue("acme-use1-web", { region: "us-east-1" }), { pattern: "acme-{region}-{app}" })).toEqual([]);
    expect(judged(queue("acme-virginia-web", { region: "us-east-1" }), { pattern: "acme-{region}-{app}", regions: { "us-east-1": "virginia" } })).toEqual([]);
  });

  test("does not show a secret name", () => {
    expect(judged({ type: "aws:sqs/queue:Queue", inputs: { name: secret("hunter22") } }, { pattern: "acme-{app}" })).toEqual(["violation: name \"[secret]\" does not keep to the convention acme-{app}."]);
  });
});

test("every rule takes the hostile names that programs may have in time that grows with their length only", () => {
  const hostile = ["a".repeat(50_000), "-".repeat(50_000), "@".repeat(50_000), `${"a@".repeat(25_000)}!`, "1.".repeat(25_000)];
  const options: Record<string, WireObject> = {
    "naming-convention": { pattern: "{org}-{app}", tokens: { org: "(a*)*b" } },
    "naming-logical": { pattern: "(a|aa)+$" },
    "naming-stack": { stack: "(a+)+$" },
    "naming-tags-agree": { pattern: "{org}-{env}", tags: { Env: "env" } },
    "naming-required-tags": { required: { Owner: { pattern: "(x+x+)+y" } }, keyCase: "kebab-case" },
  };
  const started = performance.now();
  for (const policy of policies) {
    const resources = hostile.map((name, i) => ({ type: "aws:s3/bucket:Bucket", name: `r${i}`, inputs: { bucket: name, tags: { Owner: name, [name]: "x" } } }));
    exampleFindings(policy as Policy, { title: "", resources, ...(options[policy.id] ? { options: options[policy.id]! } : {}) });
  }
  expect(performance.now() - started).toBeLessThan(20_000);
});

test("patterns of users run in an engine that takes linear time, and in no other", () => {
  const folder = join(import.meta.dirname, "../../policypacks/naming");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(file => file.endsWith(".ts") && !file.endsWith(".generated.ts"));
  const withRegExp = files.filter(file => /new RegExp\(|RegExp\(/.test(readFileSync(join(folder, file), "utf8")));
  // One character against a class of the tables.
  expect(withRegExp).toEqual(["_shared/characters.ts"]);
});

test("the rules of the pack find nothing in an empty snapshot, and nothing in a resource without a name", () => {
  const resources = resourcesOf({ title: "", resources: [{ type: "aws:s3/bucket:Bucket", inputs: {} }] });
  expect(evaluate(policies, resources, { settings: defaultSettings("2026-01-01"), snapshot: EMPTY_SNAPSHOT })).toEqual([]);
});
