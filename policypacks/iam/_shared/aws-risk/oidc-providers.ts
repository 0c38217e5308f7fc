/** A provider of identities whose tokens AWS takes. */
export interface OidcProvider {
  /** How it is called in messages. */
  name: string;
  /** The issuer as it stands in the provider's ARN and before the claim in condition keys. */
  issuer: RegExp;
  /** Claims that say whose the caller is; one of them must be asked for. */
  claims: readonly string[];
  /** The part of `sub` that says so, as the first group: it may hold no wildcard. */
  tenant?: RegExp;
  /** A good answer, for the fix. */
  example: string;
}

/**
 * Issuers that serve everybody: a token of any of their customers is valid, so that a role must ask whose it is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html and the providers' own pages.
 */
export const SHARED_PROVIDERS: readonly OidcProvider[] = [
  {
    name: "GitHub Actions", issuer: /^(vs)?token\.actions\.githubusercontent\.com(\/|$)/,
    claims: ["sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref"],
    tenant: /^(?:repo|repository|repository_owner|job_workflow_ref):([^/:]*)/, example: "repo:acme/shop:ref:refs/heads/main",
  },
  { name: "GitLab", issuer: /^gitlab\.com$/, claims: ["sub"], tenant: /^project_path:([^/:]*)/, example: "project_path:acme/shop:ref_type:branch:ref:main" },
  { name: "HCP Terraform", issuer: /^app\.(eu\.)?terraform\.io$/, claims: ["sub"], tenant: /^organization:([^:]*)/, example: "organization:acme:project:*:workspace:shop:run_phase:*" },
  { name: "Pulumi Cloud", issuer: /^api\.pulumi\.com\/oidc/, claims: ["aud", "sub"], tenant: /^pulumi:(?:deploy|environments):(?:pulumi\.organization\.login|org):([^:]*)/, example: "aws:acme" },
  { name: "Buildkite", issuer: /^agent\.buildkite\.com$/, claims: ["sub"], tenant: /^organization:([^:]*)/, example: "organization:acme:pipeline:shop:ref:refs/heads/main:commit:*:step:*" },
  { name: "Scalr", issuer: /^scalr\.io$/, claims: ["sub"], tenant: /^account:([^:]*)/, example: "account:acme:environment:prod:workspace:shop" },
  { name: "Codefresh", issuer: /^oidc\.codefresh\.io$/, claims: ["sub"], tenant: /^account:([^:]*)/, example: "account:1234:pipeline:5678" },
  { name: "Vercel", issuer: /^oidc\.vercel\.com$/, claims: ["aud", "sub"], tenant: /^owner:([^:]*)/, example: "https://vercel.com/acme" },
  { name: "Google", issuer: /^accounts\.google\.com$/, claims: ["aud", "sub", "oaud"], example: "the client's number" },
  { name: "Amazon Cognito", issuer: /^cognito-identity\.amazonaws\.com(\.cn)?$/, claims: ["aud"], example: "the identity pool's id" },
];

/** The clusters of EKS: each has an issuer of its own, and every pod in it a token. https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
export const EKS: OidcProvider = {
  name: "an EKS cluster", issuer: /^oidc\.eks[\w.-]*\.amazonaws\.com(\.cn)?\/id\//, claims: ["sub"], tenant: /^system:serviceaccount:([^:]*:[^:]*)$/, example: "system:serviceaccount:shop:web",
};

/** Issuers of which each customer has one: who has a token of it belongs to the customer, but may be anybody there. */
export const OWN_ISSUERS: readonly OidcProvider[] = [
  { name: "Bitbucket", issuer: /^api\.bitbucket\.org\/2\.0\/workspaces\//, claims: ["sub", "aud"], example: "{repository-uuid}:*" },
  { name: "CircleCI", issuer: /^oidc\.circleci\.com\/org\//, claims: ["sub", "aud"], example: "org/1234/project/5678/user/*" },
];
