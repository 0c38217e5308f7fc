/**
 * Issuers that sign for all of their customers alike, so that a token of theirs says nothing until somebody asks whose it is:
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */
const SHARED_ISSUERS: readonly string[] = [
  "token.actions.githubusercontent.com",
  "gitlab.com",
  "agent.buildkite.com",
  "app.terraform.io",
  "api.pulumi.com/oidc",
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "oidc.vercel.com",
  "oidc.codefresh.io",
  "scalr.io",
];

/** Whether an issuer (as a URL) signs for strangers too. One with the customer in its name or path (as `oidc.circleci.com/org/…`) does not. */
export function isSharedIssuer(issuer: string): boolean {
  const name = issuer.toLowerCase().replace(/^https:\/\//, "").replace(/\/+$/, "");
  return SHARED_ISSUERS.includes(name);
}
