import { createHash } from "node:crypto";
import { ClientAssertionCredential, ClientSecretCredential, ManagedIdentityCredential } from "@azure/identity";
import { GuidedError, type CloudContext } from "../../../model/index.ts";
import { ENVIRONMENTS } from "./environments.ts";
import { federatedToken, type FederatedToken } from "./federated-token.ts";
import { RETRIES } from "./http.ts";
import type { AzureSettings } from "./settings.ts";

/** An identity that can sign in, here and in a provider plugin. */
export interface SignIn {
  /** A token for Azure Resource Manager; the SDK keeps it while it is good. */
  token(signal: AbortSignal): Promise<string>;
  /** What makes a provider sign in as the same. */
  config: Record<string, string>;
  /** Changes with the credentials. */
  key: string;
  /** When what the provider was given ends. */
  expiresAt?: Date;
  authorityHost: string;
  /** Of the identity, where the settings name one. */
  clientId?: string;
  /** The federated token's own reader; so that a refusal can name its issuer and subject. */
  federated?: FederatedToken;
}

interface Credential {
  getToken(scope: string, options: { abortSignal: AbortSignal }): Promise<{ token: string } | null>;
}

type Ways = Record<Exclude<AzureSettings["credentials"], "ambient">, (name: string, settings: AzureSettings, context: CloudContext) => SignIn>;

/** How each kind signs in. Opens nothing yet. @throws {GuidedError} IDENTITY_REFUSED naming what is not set, SECRET_MISSING */
export const signIn: Ways = {
  "client-secret": (name, settings, context) => {
    const { tenantId, clientId, clientSecret } = needed(name, settings, ["tenantId", "clientId", "clientSecret"]);
    const secret = context.secret(clientSecret);
    const credential = new ClientSecretCredential(tenantId, clientId, secret, optionsOf(settings));
    return signInWith(settings, credential, { config: { tenantId, clientId, clientSecret: secret }, clientId });
  },
  "workload-identity": (name, settings, context) => {
    const given = { ...settings, tenantId: settings.tenantId ?? context.env["AZURE_TENANT_ID"], clientId: settings.clientId ?? context.env["AZURE_CLIENT_ID"] } as AzureSettings;
    const { tenantId, clientId } = needed(name, given, ["tenantId", "clientId"]);
    const federated = federatedToken(settings, context);
    if (!federated) throw noToken(name);
    const credential = assertionCredential(tenantId, clientId, federated, settings);
    const { config, expiresAt } = federated.forPlugin();
    return { ...signInWith(settings, credential, { config: { tenantId, clientId, ...config }, clientId }), federated, ...(expiresAt ? { expiresAt } : {}) };
  },
  "managed-identity": (_, settings) => {
    const { clientId, tenantId } = settings;
    const credential = new ManagedIdentityCredential({ ...(clientId ? { clientId } : {}), ...optionsOf(settings) });
    return signInWith(settings, credential, { config: { useMsi: "true", ...(clientId ? { clientId } : {}), ...(tenantId ? { tenantId } : {}) }, ...(clientId ? { clientId } : {}) });
  },
};

/** What WorkloadIdentityCredential is inside, but for tokens that are in no file as well. */
function assertionCredential(tenantId: string, clientId: string, federated: FederatedToken, settings: AzureSettings): Credential {
  // The SDK makes an error of its own of whatever is thrown in there, and what to do would be lost.
  const failure: { reading?: unknown } = {};
  const credential = new ClientAssertionCredential(tenantId, clientId, () => federated.read().catch((error: unknown) => Promise.reject((failure.reading = error))), optionsOf(settings));
  return {
    async getToken(scope, options) {
      delete failure.reading;
      return credential.getToken(scope, options).catch((error: unknown) => Promise.reject(failure.reading ?? error));
    },
  };
}

function signInWith(settings: AzureSettings, credential: Credential, { config, clientId }: { config: Record<string, string>; clientId?: string }): SignIn {
  const scope = `${ENVIRONMENTS[settings.environment].endpoint}/.default`;
  return {
    token: async abortSignal => (await credential.getToken(scope, { abortSignal }))?.token ?? "",
    config,
    key: createHash("sha256").update(JSON.stringify([settings.environment, config])).digest("hex").slice(0, 16),
    authorityHost: authorityHostOf(settings),
    ...(clientId ? { clientId } : {}),
  };
}

/** A sign-in server of one's own is not in the directory of them that the SDK would ask for. */
function optionsOf(settings: AzureSettings) {
  return { authorityHost: authorityHostOf(settings), disableInstanceDiscovery: settings.authorityHost !== undefined, retryOptions: RETRIES };
}

export function authorityHostOf({ authorityHost, environment }: AzureSettings): string {
  return authorityHost ?? ENVIRONMENTS[environment].authorityHost;
}

type Present<Key extends keyof AzureSettings> = { [Field in Key]: NonNullable<AzureSettings[Field]> };

/** @throws {GuidedError} IDENTITY_REFUSED naming every field that is missing */
export function needed<Key extends keyof AzureSettings>(name: string, settings: AzureSettings, keys: readonly Key[]): Present<Key> {
  const missing = keys.filter(key => settings[key] === undefined);
  if (missing.length === 0) return settings as unknown as Present<Key>;
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set, which \`credentials: ${settings.credentials}\` needs.`, `Set ${missing.map(key => `identities.${name}.${key}`).join(", ")} in trueup.yaml.`);
}

function noToken(name: string): GuidedError {
  return new GuidedError(
    "IDENTITY_REFUSED",
    `Identity "${name}": there is no federated token: \`token\` is not set, and neither AKS (AZURE_FEDERATED_TOKEN_FILE) nor GitHub Actions (ACTIONS_ID_TOKEN_REQUEST_URL) gives this process one.`,
    `On AKS, label the pod azure.workload.identity/use: "true"; in GitHub Actions, give the job \`permissions: { id-token: write }\`; elsewhere set identities.${name}.token.`,
  );
}
