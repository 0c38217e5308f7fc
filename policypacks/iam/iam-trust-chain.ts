import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { chainToAdministrator } from "./_shared/aws-risk/trust-chains";
import { document } from "./_shared/examples/statements";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const ACCOUNT = { type: "pulumi:providers:aws", inputs: { allowedAccountIds: '["123456789012"]', region: "eu-central-1" } };

export const policy = definePolicy({
  id: "iam-trust-chain",
  title: "No role leads to an administrator's by way of others",
  severity: "high",
  enforcement: "advisory",
  why: "A role that may take on another one has that one's rights: the least of a chain is as strong as its last.",
  fix: "Let administrators' roles trust people with a second factor, or one pipeline, and no role that others can take on.",
  types: ["aws:iam/role:Role", "aws:iam/user:User"],
  needs: "estate",
  check(subject, report, { neighbours }) {
    // A chain ends somewhere that may still come.
    if (!neighbours.knowsAll) return;
    const chain = chainToAdministrator(subject, neighbours);
    const last = chain.at(-1);
    if (!last) return;
    const by = chain.slice(0, -1).map(({ name }) => name);
    report(`${subject.name} can take on ${last.name}${by.length > 0 ? `, by way of ${by.join(" and then ")}` : ""}, which may do everything.`, { related: [...new Set(chain.map(({ urn }) => urn))] });
  },
  examples: {
    good: [
      { title: "an administrator's role that a service takes on", resources: [role("app", { Service: "lambda.amazonaws.com" }), role("admin", { Service: "codebuild.amazonaws.com" }), admin("admin")] },
      { title: "a chain that ends at a reader", resources: [role("app", { Service: "lambda.amazonaws.com" }), role("reader", { AWS: "arn:aws:iam::123456789012:role/app" })] },
      { title: "a role that trusts the account, and a role that may not take it on", resources: [role("app", { Service: "lambda.amazonaws.com" }), role("admin", { AWS: "arn:aws:iam::123456789012:root" }), admin("admin")] },
    ],
    bad: [
      { title: "a role that an administrator's role names", resources: [role("app", { Service: "lambda.amazonaws.com" }), role("admin", { AWS: "arn:aws:iam::123456789012:role/app" }), admin("admin")], says: ["app can take on admin, which may do everything"] },
      {
        title: "a chain of three",
        resources: [role("app", { Service: "lambda.amazonaws.com" }), role("deploy", { AWS: ["arn:aws:iam::123456789012:role/app"] }), role("admin", { AWS: "arn:aws:iam::123456789012:role/deploy" }), admin("admin")],
        says: ["app can take on admin, by way of deploy", "deploy can take on admin"],
      },
      {
        title: "a role that trusts the account, and a role that may take on all",
        resources: [
          role("app", { Service: "lambda.amazonaws.com" }),
          { type: "aws:iam/rolePolicy:RolePolicy", name: "assume", inputs: { role: "app", policy: document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }) } },
          role("admin", { AWS: "arn:aws:iam::123456789012:root" }),
          admin("admin"),
        ],
        says: ["app can take on admin"],
      },
    ],
  },
});

function role(name: string, principal: WireObject): ExampleResource {
  return { type: "aws:iam/role:Role", name, provider: ACCOUNT, inputs: { name, assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal }) } };
}

function admin(name: string): ExampleResource {
  return { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: `${name}-rights`, inputs: { role: name, policyArn: ADMIN } };
}
