import { expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { ipPermission, permissionsIn, permissionsOf, rulesOf } from "./aws/permissions.ts";

const rule = (port: number, cidrBlocks: string[], more: JsonObject = {}): JsonObject => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks, ...more });

test("rules that AWS joined come back as the program wrote them", () => {
  const written = [rule(443, ["10.0.0.0/8"]), rule(443, ["192.168.0.0/16", "172.16.0.0/12"]), rule(22, [], { self: true, description: "each other" })];
  expect(inCloud(written, written)).toMatchObject(written);
});

test("a source added by hand is a rule of its own", () => {
  const written = [rule(443, ["10.0.0.0/8"])];
  expect(inCloud([rule(443, ["10.0.0.0/8", "0.0.0.0/0"])], written)).toMatchObject([rule(443, ["10.0.0.0/8"]), rule(443, ["0.0.0.0/0"])]);
});

test("a rule that lost a source comes back with what is left of it", () => {
  expect(inCloud([rule(443, ["10.0.0.0/8"])], [rule(443, ["10.0.0.0/8", "192.168.0.0/16"])])).toMatchObject([rule(443, ["10.0.0.0/8"])]);
});

test("the group itself is told as `self`, and all protocols have no ports", () => {
  const [told] = inCloud([{ protocol: "-1", fromPort: 0, toPort: 0, self: true, securityGroups: ["sg-2"] }], []);
  expect(told).toMatchObject({ protocol: "-1", fromPort: 0, toPort: 0, self: true, securityGroups: ["sg-2"], cidrBlocks: [] });
  expect(ipPermission(permissionsIn({ protocol: "all", cidrBlocks: ["10.0.0.0/8"] }, "sg-1")[0]!)).toEqual({ IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8", Description: undefined }] });
});

/** What a read tells of a group that holds `rules`, to somebody whose program has `written`. */
function inCloud(rules: JsonObject[], written: JsonObject[]): JsonObject[] {
  const found = permissionsOf(rules.flatMap(one => permissionsIn(one, "sg-1")).map(ipPermission));
  return rulesOf(found, { ingress: written }, "ingress", "sg-1");
}
