import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { limitsProperties } from "../../policypacks/_kit/facts/estate/limits.ts";
import { exampleFindings, remediated } from "../../policypacks/_kit/examples.ts";
import type { Example, ExampleForeignResource, ExampleResource, Policy } from "../../policypacks/_kit/policy.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { parseQuantity } from "../../policypacks/limits/_shared/quantity.ts";
import { QUOTAS } from "../../policypacks/limits/_shared/quotas/quota-table.ts";
import { regionOf } from "../../policypacks/limits/_shared/regions.ts";
import { policies } from "../../policypacks/limits/registry.generated.ts";

describe("what is not known", () => {
  test("is undecided at its own resource, and what is known of the others is told all the same", () => {
    expect(said("limits-totals", { resources: [ec2("a", "m7g.4xlarge"), ec2("b", unknown), ec2("c", "z9.huge")], options: { vcpus: 8 } })).toEqual([
      "b undecided: Could not be judged: instanceType is not known before the deployment.",
      "c undecided: Could not be judged: the number of virtual CPUs of instanceType z9.huge is on no record here.",
      "c violation: The stack has 16 virtual CPUs, more than the 8 allowed.",
    ]);
  });

  test("says how a size is named, and is known once it is", () => {
    const resources = [ec2("a", "z9.huge")];
    const [finding] = findings("limits-totals", { resources, options: { vcpus: 8 } });
    expect(finding!.fix).toBe('Name it in `machines` of limits-totals, as `machines: { "z9.huge": { vcpus: 2, memoryGiB: 8 } }`.');
    expect(said("limits-totals", { resources, options: { vcpus: 8, machines: { "z9.huge": { vcpus: 2 } } } })).toEqual([]);
    expect(said("limits-instance-size", { resources })).toEqual(["a undecided: Could not be judged: the number of virtual CPUs of instanceType z9.huge is on no record here."]);
  });

  test("of a template outside the estate is undecided where machines are counted", () => {
    const resources = [{ type: "aws:autoscaling/group:Group", name: "workers", inputs: { maxSize: 3, launchTemplate: { id: "lt-0abc" } } }];
    expect(said("limits-totals", { resources, options: { vcpus: 100 } })).toEqual(["workers undecided: Could not be judged: the machine type of launchTemplate.id lt-0abc is on no record here."]);
  });

  test("of a region is undecided where regions are agreed", () => {
    expect(said("limits-regions", { resources: [ec2("a", "t3.small")], options: { allowed: { aws: ["eu-*"] } } })).toEqual(["a undecided: Could not be judged: the region of its provider is not known before the deployment."]);
  });

  test("of secrets is not shown", () => {
    const resources: ExampleResource[] = [{ type: "aws:ec2/instance:Instance", name: "a", inputs: { instanceType: secret("m7g.16xlarge") } }];
    expect(said("limits-instance-size", { resources })).toEqual(["a violation: instanceType [secret] is not allowed."]);
  });
});

describe("totals", () => {
  test("are of one stack each", () => {
    const policy = policyOf("limits-totals");
    const resources = ["one", "two"].map((stack): Resource => ({ urn: `urn:pulumi:${stack}::shop::aws:ec2/instance:Instance::web`, type: "aws:ec2/instance:Instance", inputs: { instanceType: "m7g.2xlarge" } }));
    const settings = { ...defaultSettings("2026-01-01"), rules: { "limits-totals": { options: { vcpus: 8 } } } };
    expect(evaluate([policy], resources, { settings })).toEqual([]);
  });

  test("count a weighted type by how many machines make up the size", () => {
    const overrides = [{ instanceType: "m7g.xlarge", weightedCapacity: "1" }, { instanceType: "m7g.4xlarge", weightedCapacity: "4" }];
    const group = { type: "aws:autoscaling/group:Group", inputs: { maxSize: 8, mixedInstancesPolicy: { launchTemplate: { overrides } } } };
    expect(said("limits-totals", { resources: [group], options: { vcpus: 31 } })).toEqual(["main violation: The stack has 32 virtual CPUs, more than the 31 allowed."]);
  });

  test("count nodes in each zone that the pool or its cluster names", () => {
    const cluster = { type: "gcp:container/cluster:Cluster", name: "cluster", inputs: { location: "europe-west1", removeDefaultNodePool: true, initialNodeCount: 1, nodeLocations: ["europe-west1-b", "europe-west1-c"] } };
    const pool = { type: "gcp:container/nodePool:NodePool", name: "pool", inputs: { cluster: "cluster", nodeCount: 2, nodeConfig: { machineType: "e2-standard-4" } }, uses: { cluster: "cluster" } };
    expect(said("limits-totals", { resources: [cluster, pool], options: { vcpus: 15 } })).toEqual(["pool violation: The stack has 16 virtual CPUs, more than the 15 allowed."]);
  });
});

describe("quotas", () => {
  const others = (account: string | undefined): ExampleForeignResource[] => Array.from({ length: 4 }, (_, i) => ({ type: "aws:ec2/eip:Eip", name: `other-${i}`, inputs: {}, place: { region: "eu-central-1", ...(account ? { account } : {}) } }));

  test("are counted over stacks of the same account, and not of another", () => {
    const own = [eip("111111111111"), eip("111111111111", "second")];
    expect(said("limits-service-quota", { resources: own, estate: { resources: others("111111111111") } })[0]).toContain("would have 6 Elastic IP addresses (2 of this stack, 4 of others)");
    expect(said("limits-service-quota", { resources: own, estate: { resources: others("222222222222") } })).toEqual([]);
  });

  test("are undecided where the account is not known and would matter", () => {
    const message = "second undecided: Could not be judged: the account of its provider, which decides whether 2 or 6 Elastic IP addresses count is not known before the deployment.";
    expect(said("limits-service-quota", { resources: [eip(undefined), eip(undefined, "second")], estate: { resources: others("222222222222") } })).toEqual([message]);
    expect(said("limits-service-quota", { resources: [eip(undefined)], estate: { resources: others("222222222222") } })).toEqual([]);
  });

  test("know the account of a stack from its last scan", () => {
    const previously = [{ type: "aws:ec2/vpc:Vpc", name: "vpc", inputs: {}, place: { account: "222222222222" } }];
    expect(said("limits-service-quota", { resources: [eip(undefined), eip(undefined, "second")], previously, estate: { resources: others("222222222222") } })[0]).toContain("Account 222222222222 in eu-central-1 would have 6");
    expect(said("limits-service-quota", { resources: [eip(undefined), eip(undefined, "second")], previously, estate: { resources: others("333333333333") } })).toEqual([]);
  });

  test("that the cloud gives a new account are only advice; those of a file are not", () => {
    const resources = Array.from({ length: 6 }, (_, i) => eip("111111111111", `eip-${i}`));
    expect(findings("limits-service-quota", { resources }).map(({ enforcement }) => enforcement)).toEqual(["advisory"]);
    expect(findings("limits-service-quota", { resources, options: { quotas: [{ quota: "aws-elastic-ips", limit: 5 }] } }).map(({ enforcement }) => enforcement)).toEqual(["mandatory"]);
    expect(findings("limits-service-quota", { resources, options: { defaults: false } })).toEqual([]);
  });

  test("are of types of which the estate snapshot keeps what is counted", () => {
    const types = Object.values(QUOTAS).flatMap(quota => quota.types);
    expect(types.filter(type => limitsProperties[type] === undefined)).toEqual([]);
  });
});

describe("prices", () => {
  const prices = { currency: "EUR", prices: [{ type: "aws:ec2/instance:Instance", key: "instanceType", monthly: { small: 10, large: 100 } }, { type: "aws:ssm/parameter:Parameter", key: "tier", monthly: { Advanced: 50 } }] };

  test("are compared with the last scan only where the scan keeps what picks them", () => {
    const parameter = { type: "aws:ssm/parameter:Parameter", name: "p", inputs: { tier: "Advanced" } };
    const previously = [{ type: "aws:ec2/instance:Instance", name: "a", inputs: { instanceType: "small" } }];
    expect(said("limits-price", { resources: [ec2("a", "small"), parameter], previously, options: { prices, increase: 0 } })).toEqual([]);
    expect(said("limits-price", { resources: [ec2("a", "large"), parameter], previously, options: { prices, increase: 50 } })).toEqual(["p violation: The stack costs 90.00 EUR a month more than at the last scan (10.00 EUR then, 100.00 EUR now), and 50.00 EUR are agreed."]);
  });

  test("that fall are no increase", () => {
    const previously = [{ type: "aws:ec2/instance:Instance", name: "a", inputs: { instanceType: "large" } }];
    expect(said("limits-price", { resources: [ec2("a", "small")], previously, options: { prices, increase: 0, increasePercent: 0 } })).toEqual([]);
  });

  test("of what is not known yet are undecided, and what is known is added up", () => {
    expect(said("limits-price", { resources: [ec2("a", unknown), ec2("b", "large")], options: { prices, total: 50 } })).toEqual([
      "a undecided: Could not be judged: instanceType is not known before the deployment.",
      'b violation: The stack costs 100.00 EUR a month, more than the 50.00 EUR that are agreed; most of it "b" 100.00 EUR.',
    ]);
  });
});

test.each([["limits-price", "prices", "docs/examples/prices.yaml"], ["limits-service-quota", "quotas", "docs/examples/quotas.yaml"]])("%s takes its example file", (id, option, file) => {
  const options = policyOf(id).options!.parse({ [option]: parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")) as unknown }) as Record<string, unknown>;
  expect(JSON.stringify(options[option])).toContain("aws");
  expect(readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8")).toContain(file);
});

describe("remediation of containers without requests and limits", () => {
  const defaults = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } };
  const pod = (...containers: WireObject[]): ExampleResource => ({ type: "kubernetes:apps/v1:Deployment", inputs: { spec: { template: { spec: { containers, initContainers: [{ name: "setup", env: [{ name: "KEY", value: secret("hunter2") }] }] } } } } });

  test("leaves nothing that the rule refuses, and changes nothing else", () => {
    const example = { title: "", resources: [pod({ name: "web", resources: { limits: { cpu: "1" } } })], options: { defaults } };
    const inputs = remediated(policyOf("limits-k8s-resources"), example)!;
    expect(inputs).toEqual({
      spec: {
        template: {
          spec: {
            containers: [{ name: "web", resources: { limits: { cpu: "1", memory: "256Mi" }, requests: { cpu: "100m", memory: "128Mi" } } }],
            initContainers: [{ name: "setup", env: [{ name: "KEY", value: secret("hunter2") }], resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } } }],
          },
        },
      },
    });
    expect(said("limits-k8s-resources", { resources: [{ ...example.resources[0]!, inputs }] })).toEqual([]);
  });

  test("keeps a limit no lower than what the container asks for", () => {
    const inputs = remediated(policyOf("limits-k8s-resources"), { title: "", resources: [pod({ name: "web", resources: { requests: { memory: "1Gi" } } })], options: { defaults } });
    expect(inputs).toMatchObject({ spec: { template: { spec: { containers: [{ resources: { requests: { cpu: "100m", memory: "1Gi" }, limits: { memory: "1Gi" } } }] } } } });
  });

  test("does nothing without defaults, to what is not known, and where nothing lacks", () => {
    const policy = policyOf("limits-k8s-resources");
    expect(remediated(policy, { title: "", resources: [pod({ name: "web" })] })).toBeUndefined();
    expect(remediated(policy, { title: "", resources: [{ type: "kubernetes:apps/v1:Deployment", inputs: { spec: unknown } }], options: { defaults } })).toBeUndefined();
    expect(remediated(policy, { title: "", resources: [{ type: "kubernetes:core/v1:Pod", inputs: { spec: secret({ containers: [{ name: "web" }] }) } }], options: { defaults } })).toBeUndefined();
    expect(remediated(policy, { title: "", resources: [{ type: "kubernetes:core/v1:Pod", inputs: { spec: { containers: [{ name: "web", resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } } }] } } }], options: { defaults } })).toBeUndefined();
  });
});

test.each([["100m", 0.1], ["2", 2], ["0.5", 0.5], ["1Gi", 1024 ** 3], ["1G", 1e9], ["128974848", 128974848], ["129e6", 129e6], ["1Ki", 1024], ["5", 5], ["", undefined], ["1GiB", undefined], ["lots", undefined]] as const)("the quantity %j is %s", (text, amount) => {
  expect(parseQuantity(text)).toBe(amount);
});

test.each([
  ["aws", "eu-central-1a", "eu-central-1"], ["aws", "us-west-2-lax-1a", "us-west-2"], ["aws", "cn-north-1b", "cn-north-1"], ["aws", "us-gov-west-1a", "us-gov-west-1"], ["aws", "eu-central-1", "eu-central-1"],
  ["gcp", "europe-west1-b", "europe-west1"], ["gcp", "northamerica-northeast1-a", "northamerica-northeast1"], ["gcp", "europe-west1", "europe-west1"], ["gcp", "eu", "eu"],
  ["alicloud", "cn-hangzhou-h", "cn-hangzhou"], ["alicloud", "cn-hangzhou", "cn-hangzhou"], ["alicloud", "eu-central-1a", "eu-central-1"], ["alicloud", "eu-central-1", "eu-central-1"], ["alicloud", "cn-shanghai-finance-1b", "cn-shanghai-finance-1"], ["alicloud", "cn-hangzhou-maz6(b,f)", "cn-hangzhou"],
  ["azure-native", "westeurope", "westeurope"],
] as const)("%s: %s is in %s", (cloud, place, region) => {
  expect(regionOf(place, cloud).region).toBe(region);
});

function policyOf(id: string): Policy {
  return policies.find(policy => policy.id === id)!;
}

function findings(id: string, example: Omit<Example, "title">) {
  return exampleFindings(policyOf(id), { title: "", ...example });
}

function said(id: string, example: Omit<Example, "title">): string[] {
  return findings(id, example).map(({ urn, result, message }) => `${urn.split("::").at(-1)} ${result}: ${message}`);
}

function ec2(name: string, instanceType: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", name, inputs: { instanceType } };
}

function eip(account: string | undefined, name = "main"): ExampleResource {
  return { type: "aws:ec2/eip:Eip", name, inputs: {}, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-central-1", ...(account ? { allowedAccountIds: JSON.stringify([account]) } : {}) } } };
}
