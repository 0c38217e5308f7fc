import { createHmac } from "node:crypto";
import { BucketFailure } from "../bucket.ts";

/** How a storage account is reached. */
export interface AzureAccess {
  /** With the shared access signature, where there is one. */
  service: URL;
  /** The headers that show who asks. */
  sign(url: URL, headers: Record<string, string>): Promise<Record<string, string>>;
}

type Connection = Partial<Record<"AccountName" | "AccountKey" | "BlobEndpoint" | "SharedAccessSignature" | "DefaultEndpointsProtocol" | "EndpointSuffix", string>>;

/** In the engine's own order of preference: https://pkg.go.dev/gocloud.dev/blob/azureblob#hdr-URLs */
export function azureAccess(serviceOf: (account: string | undefined) => URL, env: NodeJS.ProcessEnv): (signal: AbortSignal) => Promise<AzureAccess> {
  const { AZURE_STORAGE_ACCOUNT: account, AZURE_STORAGE_KEY: key, AZURE_STORAGE_SAS_TOKEN: sas } = env;
  const connection = parseConnection(env["AZURE_STORAGE_CONNECTION_STRING"] || env["AZURE_STORAGEBLOB_CONNECTIONSTRING"]);
  if (account && key) return async () => ({ service: serviceOf(account), sign: sharedKey(account, key) });
  if (sas) return async () => ({ service: withSignature(serviceOf(connection?.AccountName), sas), sign: async () => ({}) });
  if (connection) return async () => connected(connection, serviceOf);
  return byIdentity(() => serviceOf(undefined));
}

/** https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string */
function connected(connection: Connection, serviceOf: (account: string | undefined) => URL): AzureAccess {
  const { AccountName, AccountKey, BlobEndpoint, SharedAccessSignature, DefaultEndpointsProtocol = "https", EndpointSuffix } = connection;
  const service = BlobEndpoint ? new URL(BlobEndpoint) : EndpointSuffix ? new URL(`${DefaultEndpointsProtocol}://${AccountName}.blob.${EndpointSuffix}`) : serviceOf(AccountName);
  if (SharedAccessSignature) return { service: withSignature(service, SharedAccessSignature), sign: async () => ({}) };
  if (!AccountName || !AccountKey) throw new BucketFailure("refused", "the connection string of its storage account has no key");
  return { service, sign: sharedKey(AccountName, AccountKey) };
}

function parseConnection(text: string | undefined): Connection | undefined {
  if (!text) return undefined;
  const pairs = text.split(";").filter(Boolean).map(part => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]);
  return Object.fromEntries(pairs) as Connection;
}

function withSignature(service: URL, signature: string): URL {
  const signed = new URL(service);
  signed.search = signature.replace(/^\?/, "");
  return signed;
}

/** https://learn.microsoft.com/en-us/rest/api/storageservices/authorize-with-shared-key, for a request without a body. */
function sharedKey(account: string, key: string): AzureAccess["sign"] {
  return async (url, headers) => {
    const named = Object.entries(headers).filter(([name]) => name.startsWith("x-ms-")).sort(([a], [b]) => (a < b ? -1 : 1));
    const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `\n${name.toLowerCase()}:${value}`);
    const text = ["GET", ...Array<string>(11).fill(""), ...named.map(([name, value]) => `${name}:${value}`), `/${account}${url.pathname}${query.join("")}`].join("\n");
    const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text, "utf8").digest("base64");
    return { authorization: `SharedKey ${account}:${signature}` };
  };
}

/** Works in every cloud of Azure: https://learn.microsoft.com/en-us/azure/storage/blobs/authorize-access-azure-active-directory#microsoft-authentication-library-msal */
const SCOPE = "https://storage.azure.com/.default";

/** Whoever this process is to Azure: environment, workload identity, managed identity, command line. */
function byIdentity(service: () => URL): (signal: AbortSignal) => Promise<AzureAccess> {
  return async signal => {
    const account = service();
    const { DefaultAzureCredential } = await import("@azure/identity");
    try {
      const { token } = await new DefaultAzureCredential().getToken(SCOPE, { abortSignal: signal });
      return { service: account, sign: async () => ({ authorization: `Bearer ${token}` }) };
    } catch (error) {
      throw new BucketFailure("refused", "this process has no Azure credentials", { cause: error });
    }
  };
}
