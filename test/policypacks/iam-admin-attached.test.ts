import { expect } from "vitest";
import { Operation } from "../../policypacks/_kit/analyzer/operation.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import type { WireObject } from "../../policypacks/_kit/wire.ts";
import { policies } from "../../policypacks/iam/registry.generated.ts";
import { testInFolder as test } from "../scratch-folder.ts";

const ALL = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

test("in an update an administrator's policy is refused where it is attached, before it is; as a boundary it is nobody's right", async ({ dir }) => {
  const update = () => Operation.begin({ pack: { name: "iam", version: "1.0.0", description: "", policies: policies.filter(({ id }) => id === "iam-no-admin-policy") }, urn: urn("x:y:Z", "x"), engineConfig: new Map(), env: {}, cwd: dir, today: "2026-01-01" }, false);
  const attached = await update();
  expect(attached.arrive(policy)).toEqual([]);
  expect(attached.arrive(resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "ci", { role: "ci", policyArn: "arn:aws-cn:iam::123456789012:policy/everything" }))).toMatchObject([
    { result: "violation", enforcement: "mandatory", message: 'It attaches "all": policy.Statement[0] allows every action on every resource.', related: [policy.urn] },
  ]);
  const bounded = await update();
  bounded.arrive(policy);
  expect(bounded.arrive(resource("aws:iam/role:Role", "ci", { permissionsBoundary: "arn:aws-cn:iam::123456789012:policy/everything" }))).toEqual([]);
});

const policy = resource("aws:iam/policy:Policy", "all", { name: "everything", policy: ALL });

function resource(type: string, name: string, inputs: WireObject): Resource {
  return { urn: urn(type, name), type, inputs };
}

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}
