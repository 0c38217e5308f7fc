import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { judgeOidcTrust } from "./_shared/aws-risk/judge-oidc-trust";
import { TRUST_DOCUMENTS } from "./_shared/documents";
import { document } from "./_shared/examples/statements";

const GITHUB = "token.actions.githubusercontent.com";
const EKS = "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF";

export const policy = definePolicy({
  id: "iam-oidc-trust",
  title: "A role that trusts an identity provider asks who is behind the token",
  severity: "critical",
  enforcement: "mandatory",
  why: "GitHub, GitLab and the like give everybody a valid token: a role that does not ask for the subject is taken on by a pipeline of whoever wants it.",
  fix: "Ask for the claim that names your organisation and repository, in a condition.",
  types: Object.keys(TRUST_DOCUMENTS),
  check(subject, report) {
    report.each((TRUST_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path)), trust => judgeOidcTrust(trust, report));
  },
  examples: {
    good: [
      { title: "a branch of one repository of GitHub", resources: [role(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com", [`${GITHUB}:sub`]: "repo:acme/shop:ref:refs/heads/main" } })] },
      { title: "all repositories of one organisation", resources: [role(GITHUB, { StringLike: { [`${GITHUB}:sub`]: "repo:acme/*" } })] },
      { title: "an organisation of GitHub, by its own claim", resources: [role(GITHUB, { StringEquals: { [`${GITHUB}:repository_owner_id`]: "1234" } })] },
      { title: "a service account of a cluster, in China", resources: [role(`${EKS.replace("com/", "com.cn/")}`, { StringEquals: { [`${EKS.replace("com/", "com.cn/")}:sub`]: "system:serviceaccount:shop:web" } })] },
      { title: "a workspace of HCP Terraform", resources: [role("app.terraform.io", { StringLike: { "app.terraform.io:sub": "organization:acme:project:*:workspace:shop:run_phase:*" } })] },
      { title: "a group of GitLab", resources: [role("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:acme/*:ref_type:branch:ref:main" } })] },
      { title: "a provider of SAML", resources: [{ type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRoleWithSAML", Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/adfs" } }) } }] },
    ],
    bad: [
      { title: "the audience alone", resources: [role(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } })], says: ["takes any token of GitHub Actions", `${GITHUB}:sub`] },
      { title: "no condition", resources: [role("gitlab.com")], says: ["takes any token of GitLab"] },
      { title: "every repository", resources: [role(GITHUB, { StringLike: { [`${GITHUB}:sub`]: "repo:*" } })], says: ["from others too", "repo:*"] },
      { title: "every organisation that begins so", resources: [role(GITHUB, { StringLike: { [`${GITHUB}:sub`]: ["repo:acme/shop:*", "repo:acme*"] } })], says: ["from others too"] },
      { title: "a test that lets through who has no subject", resources: [role(GITHUB, { "ForAllValues:StringLike": { [`${GITHUB}:sub`]: "repo:acme/shop:*" } })], says: ["takes any token"] },
      { title: "every organisation of HCP Terraform", resources: [role("app.terraform.io", { StringLike: { "app.terraform.io:sub": "organization:*:workspace:shop:*" } })], says: ["HCP Terraform"] },
      { title: "every pod of a cluster", resources: [role(EKS, { StringEquals: { [`${EKS}:aud`]: "sts.amazonaws.com" } })], says: ["takes any token of an EKS cluster"] },
      { title: "every service account of that name", resources: [role(EKS, { StringLike: { [`${EKS}:sub`]: "system:serviceaccount:*:web" } })], says: ["system:serviceaccount:*:web"] },
      { title: "every pipeline of a workspace of Bitbucket", resources: [role("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc")], says: ["Bitbucket"] },
    ],
  },
});

function role(issuer: string, condition?: WireObject): ExampleResource {
  const statement = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` }, ...(condition ? { Condition: condition } : {}) };
  return { type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document(statement) } };
}
