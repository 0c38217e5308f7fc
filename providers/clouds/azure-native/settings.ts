import { z } from "zod";
import { secretReference } from "../../../model/index.ts";
import { ENVIRONMENTS } from "./environments.ts";

const EXAMPLE = "00000000-0000-0000-0000-000000000000";
const id = z.guid(`must be an id, as ${EXAMPLE}`);
const address = z.url({ protocol: /^https$/, error: "must start with https://, because a credential is sent there" });

const NEEDED = {
  "client-secret": ["subscriptionId", "tenantId", "clientId", "clientSecret"],
  "workload-identity": ["subscriptionId"],
  "managed-identity": ["subscriptionId"],
  ambient: [],
} as const;

const fields = z.object({
  credentials: z
    .enum(["client-secret", "workload-identity", "managed-identity", "ambient"])
    .meta({ examples: ["workload-identity"] })
    .describe(
      "how it signs in. `client-secret`: needs tenantId, clientId and clientSecret; `workload-identity`: a federated token of AKS, GitHub Actions or another issuer, needs tenantId and clientId; `managed-identity`: of the machine, with clientId where it has several; " +
        "`ambient`: the provider keeps the credentials of its state and of this process's environment, who they are cannot be confirmed, so nothing is ever called deleted",
    ),
  subscriptionId: id.optional().meta({ examples: [EXAMPLE] }).describe("the subscription whose resources are read; needed for all but `ambient`"),
  subscriptions: z.array(id).default([]).describe("more subscriptions that it may read, each confirmed by itself before anything in it is believed"),
  tenantId: id.optional().meta({ examples: [EXAMPLE] }).describe("directory (tenant) of the app or identity; default for `workload-identity`: AZURE_TENANT_ID"),
  clientId: id.optional().meta({ examples: [EXAMPLE] }).describe("application (client) id; default for `workload-identity`: AZURE_CLIENT_ID"),
  clientSecret: secretReference.optional(),
  token: secretReference.optional().describe("federated token of `workload-identity`; default: that of AKS (AZURE_FEDERATED_TOKEN_FILE), else that of GitHub Actions (`permissions: id-token: write`)"),
  environment: z.enum(Object.keys(ENVIRONMENTS) as [keyof typeof ENVIRONMENTS]).default("public").describe("Azure cloud, as the provider's `environment`"),
  authorityHost: address.optional().describe("where tokens come from; default: that of `environment`"),
  endpoint: address.optional().describe("address of Azure Resource Manager; default: that of `environment`"),
  timeoutSeconds: z.number().positive().max(300).default(30).describe("how long signing in, or one question about itself, may take"),
});

export type AzureSettings = z.infer<typeof fields>;

/** An Azure identity in trueup.yaml. */
export const settings = fields.superRefine((given, { addIssue }) => {
  const missing = NEEDED[given.credentials].filter(key => given[key] === undefined);
  for (const key of missing) addIssue({ code: "custom", path: [key], message: `must be there for \`credentials: ${given.credentials}\`` });
});
