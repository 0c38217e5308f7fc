import { z } from "zod";
import { secretReference } from "../../../model/index.ts";

const email = z.string().regex(/^[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+$/, "must be an e-mail address, as trueup-reader@acme-prod.iam.gserviceaccount.com");
// A token is sent there: in plain text only within this machine.
const address = z.string().regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/, "must start with https://");

/** Scopes that let a token read and nothing else, whatever its account may. https://developers.google.com/identity/protocols/oauth2/scopes */
export const READ_ONLY_SCOPES: readonly string[] = ["cloud-platform.read-only", "compute.readonly", "devstorage.read_only", "ndev.clouddns.readonly", "logging.read", "monitoring.read", "bigquery.readonly"].map(scope => `https://www.googleapis.com/auth/${scope}`);

const fields = z.object({
  credentials: z
    .enum(["impersonation", "ambient"])
    .meta({ examples: ["impersonation"] })
    .describe(
      "`impersonation`: short-lived, read-only tokens of a service account, needs serviceAccount and project; `ambient`: the provider keeps the credentials of its state and of this process's environment, who they are cannot be confirmed, so nothing is ever called deleted",
    ),
  serviceAccount: email.optional().meta({ examples: ["trueup-reader@acme-prod.iam.gserviceaccount.com"] }).describe("e-mail address of the service account that is impersonated; needed for `impersonation`"),
  project: z
    .string()
    .regex(/^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "must be a project's id, as acme-prod")
    .optional()
    .meta({ examples: ["acme-prod"] })
    .describe("id of the project whose resources are read; needed for `impersonation`"),
  projects: z.array(z.string().min(1)).default([]).describe("globs over ids of more projects that it may read, as `acme-*`; each is confirmed by itself before anything in it is believed"),
  source: secretReference.optional().describe("JSON of the credentials that impersonate: of workload identity federation (external_account), or the key of a service account; default: the application default credentials of this process"),
  delegates: z.array(email).default([]).describe("service accounts between those credentials and `serviceAccount`, each allowed to impersonate the next"),
  scopes: z
    .array(z.string().regex(/^https:\/\/www\.googleapis\.com\/auth\/[\w.-]+$/, "must be a scope, as https://www.googleapis.com/auth/cloud-platform.read-only"))
    .min(1)
    .default([...READ_ONLY_SCOPES])
    .describe("what its tokens are good for. Some services, as Secret Manager and GKE, know no scope that only reads; with `https://www.googleapis.com/auth/cloud-platform` they answer, and only the account's roles keep it from writing"),
  lifetimeSeconds: z.int().min(600).max(43_200).default(3600).describe("how long a token is good for; more than 3600 needs the organization policy iam.allowServiceAccountCredentialLifetimeExtension"),
  universeDomain: z.string().regex(/^[a-z0-9.-]+$/, "must be a domain").default("googleapis.com").describe("of a sovereign Google Cloud, as the provider's `universeDomain`"),
  endpoints: z
    .strictObject({
      iamCredentials: address.optional().describe("default: https://iamcredentials.googleapis.com"),
      resourceManager: address.optional().describe("default: https://cloudresourcemanager.googleapis.com"),
      tokenInfo: address.optional().describe("default: https://oauth2.googleapis.com/tokeninfo"),
    })
    .prefault({})
    .describe("addresses of a private set-up"),
  timeoutSeconds: z.number().positive().max(300).default(30).describe("how long impersonating, or one question about itself, may take"),
});

export type GcpSettings = z.infer<typeof fields>;

/** A Google Cloud identity in trueup.yaml. */
export const settings = fields.superRefine((given, { addIssue }) => {
  if (given.credentials === "ambient") return;
  for (const key of (["serviceAccount", "project"] as const).filter(key => given[key] === undefined)) addIssue({ code: "custom", path: [key], message: "must be there for `credentials: impersonation`" });
});

/** What passed as `impersonation`. */
export type Impersonating = GcpSettings & { serviceAccount: string; project: string };
