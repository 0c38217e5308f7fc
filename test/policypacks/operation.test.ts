import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { Operation } from "../../policypacks/_kit/analyzer/operation.ts";
import type { SurroundingsRequest } from "../../policypacks/_kit/analyzer/surroundings.ts";
import type { Finding } from "../../policypacks/_kit/finding.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { unknown, type Wire } from "../../policypacks/_kit/wire.ts";
import { policies } from "../../policypacks/network/registry.generated.ts";
import { testInFolder as test } from "../scratch-folder.ts";

describe("a preview", () => {
  test("tells what is about two resources at the end, at the later one, whichever came first", async ({ dir }) => {
    const resources = [vpc("b", "10.0.0.0/16"), vpc("a", "10.0.0.0/16")];
    for (const order of [resources, [...resources].reverse()]) {
      const operation = await begin(dir, true);
      expect(order.flatMap(resource => said(operation.arrive(resource)))).toEqual(["dev policy-estate"]);
      expect(said(operation.conclude(order))).toEqual(["b network-cidr-overlap"]);
    }
  });

  test("tells an overlap with another stack at once", async ({ dir }) => {
    writeEstate(dir, [{ stack: "core/prod", cidr: "10.0.0.0/14" }]);
    const operation = await begin(dir, true);
    expect(said(operation.arrive(vpc("a", "10.0.0.0/16")))).toEqual(["a network-cidr-overlap"]);
    expect(operation.conclude([vpc("a", "10.0.0.0/16")])).toEqual([]);
  });

  test("takes what the stack itself used before out of the snapshot", async ({ dir }) => {
    writeEstate(dir, [{ stack: "net/dev", cidr: "10.0.0.0/16" }]);
    expect(said((await begin(dir, true)).arrive(vpc("renamed", "10.0.0.0/16")))).toEqual([]);
  });

  test("judges a subnet by what its VPC depends on, when nothing has an id yet", async ({ dir }) => {
    writeEstate(dir, []);
    const operation = await begin(dir, true);
    const resources = [vpc("main", "10.0.0.0/16"), subnet("inside", "10.0.1.0/24"), subnet("outside", "10.9.1.0/24"), subnet("sibling", "10.0.1.128/25")];
    expect(resources.flatMap(resource => operation.arrive(resource))).toEqual([]);
    // At the end the engine gives outputs, in which an unknown may stand where the input was known.
    const atTheEnd = resources.map(resource => ({ ...resource, inputs: { ...resource.inputs, arn: unknown }, dependencies: resource.type.includes("Subnet") ? { vpcId: [resources[0]!.urn] } : {} }));
    expect(said(operation.conclude(atTheEnd))).toEqual(["outside network-subnet-outside-vpc", "sibling network-cidr-overlap"]);
  });

  test("says at the end what could not be decided until then", async ({ dir }) => {
    writeEstate(dir, []);
    const operation = await begin(dir, true);
    const elsewhere = subnet("elsewhere", "10.0.1.0/24");
    expect(operation.arrive(elsewhere)).toEqual([]);
    expect(operation.conclude([elsewhere]).map(({ policy, result, message }) => `${policy} ${result} ${message}`)).toEqual([
      "network-cidr-overlap undecided Could not be judged: vpcId is not known before the deployment. Nor could network-subnet-outside-vpc judge it.",
    ]);
  });

  test("reads the snapshot that lies above the folder from which it was called", async ({ dir }) => {
    const operation = await begin(dir, true, { PWD: join(dir, "deep", "er") });
    expect(operation.arrive(vpc("a", "10.0.0.0/16"))[0]).toMatchObject({ policy: "policy-estate", message: expect.stringContaining(`was not found: there is no .trueup/estate.json in ${join(dir, "deep", "er")} or above`) });
  });

  test("says once what stands in the way of the snapshot", async ({ dir }) => {
    writeFileSync(join(dir, "estate.json"), '{"schema":"trueup/estate/v2"}');
    const operation = await begin(dir, true);
    const findings = [...operation.arrive(vpc("a", "10.0.0.0/16")), ...operation.arrive(vpc("b", "10.1.0.0/16")), ...operation.conclude([])];
    expect(findings).toEqual([expect.objectContaining({ policy: "policy-estate", enforcement: "advisory", urn: "urn:pulumi:dev::net::pulumi:pulumi:Stack::net-dev", message: expect.stringContaining('its schema is "trueup/estate/v2", not "trueup/estate/v1"') })]);
  });
});

test("one value that several rules wanted is told once", async ({ dir }) => {
  writeEstate(dir, []);
  const operation = await begin(dir, true);
  const findings = operation.arrive({ ...vpc("a", ""), inputs: { cidrBlock: unknown } });
  expect(findings.map(({ result, message }) => `${result} ${message}`)).toEqual([expect.stringMatching(/^undecided Could not be judged: cidrBlock is not known before the deployment\. Nor could network-\S+ .*judge it\.$/)]);
});

describe("an update", () => {
  test("refuses the second of two that overlap before it is created, and does not say it again at the end", async ({ dir }) => {
    writeEstate(dir, []);
    const operation = await begin(dir, false);
    expect(said(operation.arrive(vpc("b", "10.0.0.0/16")))).toEqual([]);
    expect(said(operation.arrive(vpc("a", "10.0.0.0/17")))).toEqual(["a network-cidr-overlap"]);
    expect(operation.conclude([vpc("a", "10.0.0.0/17"), vpc("b", "10.0.0.0/16")])).toEqual([]);
  });

  test("judges a resource that is registered again by its new inputs", async ({ dir }) => {
    writeEstate(dir, []);
    const operation = await begin(dir, false);
    operation.arrive(vpc("a", "10.0.0.0/16"));
    operation.arrive(vpc("a", "10.1.0.0/16"));
    expect(said(operation.arrive(vpc("b", "10.0.0.0/16")))).toEqual([]);
    expect(said(operation.arrive(vpc("c", "10.1.0.0/16")))).toEqual(["c network-cidr-overlap"]);
  });

  test("finds siblings by the id of the network that they name", async ({ dir }) => {
    writeEstate(dir, []);
    const operation = await begin(dir, false);
    expect(said(operation.arrive(subnet("a", "10.0.0.0/24", "vpc-1")))).toEqual([]);
    expect(said(operation.arrive(subnet("other", "10.0.0.0/24", "vpc-2")))).toEqual([]);
    expect(said(operation.arrive(subnet("b", "10.0.0.0/25", "vpc-1")))).toEqual(["b network-cidr-overlap"]);
  });
});

describe("what the engine's own configuration says", () => {
  test("a level wins over the file; a level that is the rule's own was not given", async ({ dir }) => {
    writeEstate(dir, [{ stack: "core/prod", cidr: "10.0.0.0/14" }]);
    writeFileSync(join(dir, "policy.yaml"), "rules: { network-cidr-overlap: disabled }");
    const level = async (given: "advisory" | "mandatory") => {
      const operation = await begin(dir, true, { TRUEUP_POLICY_CONFIG: "policy.yaml", PWD: dir }, new Map([["network-cidr-overlap", { level: given, properties: {} }]]));
      return operation.arrive(vpc("a", "10.0.0.0/16")).map(({ enforcement }) => enforcement);
    };
    expect(await level("advisory")).toEqual(["advisory"]);
    expect(await level("mandatory")).toEqual([]);
  });

  test("options and files are taken from it, and options that do not fit are refused", async ({ dir }) => {
    writeEstate(dir, [{ stack: "core/prod", cidr: "10.0.0.0/14" }]);
    const given = (properties: Record<string, unknown>) => begin(dir, true, {}, new Map([["network-cidr-overlap", { level: "mandatory", properties }], ["policy-configuration", { level: "mandatory", properties: { estate: join(dir, "estate.json") } }]]));
    expect(said((await given({ reusable: ["10.0.0.0/8"] })).arrive(vpc("a", "10.0.0.0/16")))).toEqual([]);
    expect((await given({ reusable: "10/8" })).arrive(vpc("a", "10.0.0.0/16"))).toMatchObject([{ policy: "policy-configuration", result: "violation", enforcement: "mandatory", message: expect.stringContaining('network-cidr-overlap: {"reusable":"10/8"}') }]);
  });
});

function begin(dir: string, isPreview: boolean, env: Record<string, string> = { TRUEUP_ESTATE: join(dir, "estate.json") }, engineConfig: SurroundingsRequest["engineConfig"] = new Map()): Promise<Operation> {
  const pack = { name: "network", version: "1.0.0", description: "", policies };
  return Operation.begin({ pack, urn: vpc("x", "10.0.0.0/8").urn, engineConfig, env: { TRUEUP_ESTATE: join(dir, "estate.json"), ...(env["PWD"] && !env["TRUEUP_POLICY_CONFIG"] ? { TRUEUP_ESTATE: "" } : {}), ...env }, cwd: dir, today: "2026-01-01" }, isPreview);
}

function writeEstate(dir: string, used: { stack: string; cidr: string }[]): void {
  const blocks = used.map(({ stack, cidr }) => ({ stack, urn: `urn:pulumi:prod::core::aws:ec2/vpc:Vpc::hub`, type: "aws:ec2/vpc:Vpc", path: "cidrBlock", cidr }));
  writeFileSync(join(dir, "estate.json"), JSON.stringify({ schema: "trueup/estate/v1", takenAt: "", stacks: [], missing: [], blocks, names: [] }));
}

function vpc(name: string, cidrBlock: string): Resource {
  return { urn: `urn:pulumi:dev::net::aws:ec2/vpc:Vpc::${name}`, type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock } };
}

function subnet(name: string, cidrBlock: string, vpcId: Wire = unknown): Resource {
  return { urn: `urn:pulumi:dev::net::aws:ec2/subnet:Subnet::${name}`, type: "aws:ec2/subnet:Subnet", inputs: { vpcId, cidrBlock } };
}

function said(findings: readonly Finding[]): string[] {
  return findings.map(({ urn, policy }) => `${urn.split("::").at(-1)!.replace("net-dev", "dev")} ${policy}`);
}
