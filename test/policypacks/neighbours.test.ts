import { describe, expect, test } from "vitest";
import { type IndexDefinition, Neighbourhood } from "../../policypacks/_kit/neighbours.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../policypacks/_kit/snapshot.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";

const VPC = "aws:ec2/vpc:Vpc";
const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const FOREIGN_VPC = "urn:pulumi:prod::core::aws:ec2/vpc:Vpc::core";

const snapshot: Snapshot = {
  ...EMPTY_SNAPSHOT,
  blocks: [{ stack: "core/prod", urn: FOREIGN_VPC, type: VPC, id: "vpc-core", arn: "arn:aws:ec2:eu-west-1:1:vpc/vpc-core", path: "cidrBlock", cidr: "10.0.0.0/16" }],
  resources: [
    { stack: "core/prod", urn: "urn:pulumi:prod::core::x:y:Hub::hub", type: "x:y:Hub", id: "hub-1", place: { account: "1" }, inputs: { size: 1 } },
    { stack: "net/dev", urn: "urn:pulumi:dev::net::x:y:Hub::own", type: "x:y:Hub", inputs: { size: 2 } },
  ],
};

describe("what a property refers to", () => {
  test.each([
    ["an id of this stack", "vpc-a", { urn: urn(VPC, "a") }],
    ["an id of another stack", "vpc-core", { urn: FOREIGN_VPC }],
    ["an ARN of another stack", "arn:aws:ec2:eu-west-1:1:vpc/vpc-core", { urn: FOREIGN_VPC }],
    ["something that no stack has", "vpc-elsewhere", { outside: "vpc-elsewhere" }],
  ])("%s", (_, vpcId, expected) => {
    const [, peering] = judged(peeringWith({ vpcId }));
    expect(peering!.neighbours.referenceOf(peering!.subject, "vpcId", [VPC])).toEqual(expected);
  });

  test("is known by what it depends on before it has an id, also inside an object", () => {
    const [, peering] = judged({ ...peeringWith({ options: { vpcId: unknown } }), dependencies: { options: [urn(VPC, "a")] } });
    expect(peering!.neighbours.referenceOf(peering!.subject, "options.vpcId", [VPC])).toEqual({ urn: urn(VPC, "a") });
  });

  test("each item of a list is found, unknown ones by what the list depends on", () => {
    const [, known] = judged(peeringWith({ vpcIds: ["vpc-a", "vpc-core", "vpc-x"] }));
    expect(known!.neighbours.referencesOf(known!.subject, "vpcIds", [VPC])).toEqual([{ urn: urn(VPC, "a") }, { urn: FOREIGN_VPC }, { outside: "vpc-x" }]);
    const [, partly] = judged({ ...peeringWith({ vpcIds: [unknown, "vpc-core"] }), dependencies: { vpcIds: [urn(VPC, "a")] } });
    expect(partly!.neighbours.referencesOf(partly!.subject, "vpcIds", [VPC])).toEqual([{ urn: urn(VPC, "a") }, { urn: FOREIGN_VPC }]);
    const [, notKnown] = judged(peeringWith({ vpcIds: [unknown] }));
    expect(() => notKnown!.neighbours.referencesOf(notKnown!.subject, "vpcIds", [VPC])).toThrow("vpcIds[0] is not known yet");
  });
});

test("an index holds the resources of other stacks as well as one's own, and only of the types that it wants", () => {
  const hubs: IndexDefinition<string[]> = { types: ["x:y:Hub", PEERING], start: () => [], add: (index, { name, isForeign, place }) => void index.push(`${name} ${isForeign} ${place.account}`) };
  const [vpc] = judged(peeringWith({}));
  expect(vpc!.neighbours.index(hubs)).toEqual(["hub true 1", "p false undefined"]);
});

test("what the stack itself was like is known from the snapshot, and is not taken for another stack's", () => {
  const [vpc] = judged(peeringWith({}));
  expect(vpc!.neighbours.previously().map(({ name, props }) => `${name} ${props.at("size").number()}`)).toEqual(["own 2"]);
  expect(vpc!.neighbours.subjectOf("urn:pulumi:dev::net::x:y:Hub::own")).toBeUndefined();
  expect(vpc!.neighbours.subjectOf("urn:pulumi:prod::core::x:y:Hub::hub")).toMatchObject({ isForeign: true, stack: "core/prod" });
});

function judged(peering: Resource) {
  const neighbours = new Neighbourhood({ snapshot, knows: "whole" });
  return neighbours.add([{ urn: urn(VPC, "a"), type: VPC, id: "vpc-a", inputs: {}, outputs: { arn: unknown } }, peering]).map(subject => ({ subject, neighbours }));
}

function peeringWith(inputs: WireObject): Resource {
  return { urn: urn(PEERING, "p"), type: PEERING, inputs };
}

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::net::${type}::${name}`;
}
