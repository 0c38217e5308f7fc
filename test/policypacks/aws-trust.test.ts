import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policies } from "../../policypacks/iam/registry.generated.ts";

const GITHUB = "token.actions.githubusercontent.com";

describe("tokens of an identity provider", () => {
  test.each<[string, WireObject | undefined, boolean]>([
    ["a repository", { StringLike: { [`${GITHUB}:sub`]: "repo:acme/shop:*" } }, true],
    ["a repository, in another case", { StringLike: { [`${GITHUB.toUpperCase()}:SUB`]: "repo:acme/shop:*" } }, true],
    ["an organisation, a claim of its own", { StringEquals: { [`${GITHUB}:repository_owner`]: "acme" } }, true],
    ["a subject of one's own making", { StringLike: { [`${GITHUB}:sub`]: "environment:prod:*" } }, true],
    ["a repository, if the token says so", { StringLikeIfExists: { [`${GITHUB}:sub`]: "repo:acme/shop:*" } }, false],
    ["whoever is not one repository", { StringNotLike: { [`${GITHUB}:sub`]: "repo:evil/*" } }, false],
    ["a branch of whatever repository", { StringLike: { [`${GITHUB}:sub`]: "repo:*/*:ref:refs/heads/main" } }, false],
    ["a claim of another provider", { StringLike: { "gitlab.com:sub": "repo:acme/shop:*" } }, false],
    ["nothing", undefined, false],
  ])("of GitHub that ask for %s", (_, condition, isFine) => {
    expect(judge("iam-oidc-trust", trust(GITHUB, condition))).toHaveLength(isFine ? 0 : 1);
  });

  test("are judged one provider after the other, though one is not known", () => {
    const document = { Statement: [federated(unknown), federated(`arn:aws:iam::123456789012:oidc-provider/${GITHUB}`)] };
    expect(judge("iam-oidc-trust", resource("aws-native:iam:Role", { assumeRolePolicyDocument: document }))).toEqual([
      "Could not be judged: assumeRolePolicyDocument.Statement[0].Principal.Federated is not known before the deployment.",
      expect.stringContaining("takes any token of GitHub Actions"),
    ]);
  });

  test("of a provider in a secret document are told without its name", () => {
    const document = JSON.stringify({ Statement: [federated("arn:aws:iam::123456789012:oidc-provider/login.acme.example")] });
    const [message = ""] = judge("iam-oidc-trust", resource("aws:iam/role:Role", { assumeRolePolicy: secret(document) }));
    expect(message).toContain("takes any token");
    expect(message).not.toContain("acme");
  });
});

describe("a chain of roles", () => {
  const admin = { ...resource("aws:iam/role:Role", { name: "admin", assumeRolePolicy: unknown, managedPolicyArns: ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess"] }, "admin") };
  const app = resource("aws:iam/role:Role", { name: "app", assumeRolePolicy: document({ Service: "lambda.amazonaws.com" }) }, "app");

  test("is seen in what a document is made of, before it is known", () => {
    expect(judgeAll("iam-trust-chain", [app, { ...admin, dependencies: { assumeRolePolicy: [app.urn] } }])).toMatchObject([{ urn: app.urn, related: [admin.urn], message: "app can take on admin, which may do everything." }]);
    expect(judgeAll("iam-trust-chain", [app, admin])).toEqual([]);
  });

  test("that goes round in circles ends", () => {
    const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const inAccount = (name: string, by: string, more: WireObject = {}): Resource => ({ ...resource("aws:iam/role:Role", { name, assumeRolePolicy: document({ AWS: arn(by) }), ...more }, name), outputs: { arn: arn(name) } });
    const circle = [inAccount("a", "b"), inAccount("b", "a"), inAccount("top", "a", { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] })];
    expect(judgeAll("iam-trust-chain", circle).map(({ message }) => message)).toEqual(["a can take on top, which may do everything.", "b can take on top, by way of a, which may do everything."]);
  });
});

function federated(provider: string): WireObject {
  return { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: provider } };
}

function trust(issuer: string, condition: WireObject | undefined): Resource {
  const statement = { ...federated(`arn:aws:iam::123456789012:oidc-provider/${issuer}`), ...(condition ? { Condition: condition } : {}) };
  return resource("aws:iam/role:Role", { assumeRolePolicy: JSON.stringify({ Statement: [statement] }) });
}

function document(principal: WireObject): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal }] });
}

function resource(type: string, inputs: WireObject, name = "x"): Resource {
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}

function judge(id: string, one: Resource): string[] {
  return judgeAll(id, [one]).map(({ message }) => message);
}

function judgeAll(id: string, resources: Resource[]) {
  return evaluate(policies.filter(policy => policy.id === id), resources, { settings: defaultSettings("2026-01-01") });
}
