import { expect, test } from "vitest";
import { directionRule, type DirectionRule, type OnDrift } from "../../model/reconcile-config.ts";
import { directionOf, type Drift } from "../../reconcile/directions/direction-of.ts";

const GROUP = { type: "aws:ec2/securityGroup:SecurityGroup", name: "web" };

test("without a rule, the stack's own word counts", () => {
  expect(decide({ onDrift: "adopt" }, { ...GROUP, path: "tags.Owner" })).toEqual({ onDrift: "adopt", by: "stack", offered: ["adopt", "restore", "accept"] });
  expect(decide({ onDrift: "report" }, { ...GROUP, path: "tags.Owner" })).toMatchObject({ onDrift: "report", by: "stack" });
});

test("the first rule that matches type, resource and path decides", () => {
  const directions = [
    { types: ["aws:ec2/securityGroup*"], paths: ["ingress[*].cidrBlocks", "egress"], onDrift: "restore" },
    { resources: ["legacy-*"], onDrift: "accept" },
    { paths: ["tags"], onDrift: "adopt" },
  ] satisfies DirectionRule[];
  const onDriftOf = (drift: Drift): OnDrift => decide({ onDrift: "ask", directions }, drift).onDrift;
  expect(onDriftOf({ ...GROUP, path: "ingress[1].cidrBlocks[0]" })).toBe("restore");
  expect(onDriftOf({ ...GROUP, path: "egress[0].fromPort" })).toBe("restore");
  expect(onDriftOf({ ...GROUP, path: "ingress[1].description" })).toBe("ask");
  expect(onDriftOf({ type: "aws:s3/bucket:Bucket", name: "legacy-logs", path: "tags.Owner" })).toBe("accept");
  expect(onDriftOf({ type: "aws:s3/bucket:Bucket", name: "logs", path: 'tags["a.b"]' })).toBe("adopt");
});

test("a rule about properties says nothing of a whole resource, nor of a property around its own", () => {
  const directions = [directionRule.parse({ paths: ["tags.Owner"], onDrift: "adopt" })];
  expect(decide({ onDrift: "ask", directions }, { ...GROUP, isDeleted: true }).onDrift).toBe("ask");
  expect(decide({ onDrift: "ask", directions }, { ...GROUP, path: "tags" }).onDrift).toBe("ask");
});

test("what a person chose goes before every rule", () => {
  const directions = [directionRule.parse({ onDrift: "restore" })];
  expect(decide({ onDrift: "report", directions }, { ...GROUP, path: "tags", chosen: "adopt" })).toEqual({ onDrift: "adopt", by: "person", offered: ["adopt", "restore", "accept"] });
});

test("what a policy forbids is restored only, whoever wants something else", () => {
  const open = { ...GROUP, path: "ingress[0].cidrBlocks[0]", isForbidden: true };
  expect(decide({ onDrift: "adopt" }, open)).toEqual({ onDrift: "restore", by: "stack", offered: ["restore"], instead: { wanted: "adopt", because: "policy" } });
  expect(decide({ onDrift: "accept" }, open)).toMatchObject({ onDrift: "restore", offered: ["restore"] });
  expect(decide({ onDrift: "report" }, open)).toEqual({ onDrift: "report", by: "stack", offered: ["restore"] });
  expect(decide({ onDrift: "report" }, { ...open, chosen: "adopt" })).toEqual({ onDrift: "ask", by: "person", offered: ["restore"], instead: { wanted: "adopt", because: "policy" } });
  expect(decide({ onDrift: "report" }, { ...open, chosen: "restore" })).toMatchObject({ onDrift: "restore", by: "person" });
});

test("a resource that is gone from the cloud cannot be adopted", () => {
  expect(decide({ onDrift: "adopt" }, { ...GROUP, isDeleted: true })).toEqual({ onDrift: "restore", by: "stack", offered: ["restore", "accept"], instead: { wanted: "adopt", because: "deleted" } });
  expect(decide({ onDrift: "accept" }, { ...GROUP, isDeleted: true })).toMatchObject({ onDrift: "accept" });
});

function decide({ onDrift, directions = [] }: { onDrift: OnDrift; directions?: DirectionRule[] }, drift: Drift) {
  return directionOf({ onDrift, directions })(drift);
}
