import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { portOf, stopServer } from "./recorder.ts";

export interface Vault {
  url: string;
  token: string;
  /** While it is, it answers as a sealed Vault does. */
  isSealed: boolean;
  stop(): Promise<void>;
}

/** The transit engine of HashiCorp Vault, as far as it encrypts and decrypts: https://developer.hashicorp.com/vault/api-docs/secret/transit. Its cipher is none. */
export async function startVault(): Promise<Vault> {
  const vault = { token: "vault-token-canary", isSealed: false };
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object): void => void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const { plaintext, ciphertext } = JSON.parse((await text(request)) || "{}") as { plaintext?: string; ciphertext?: string };
    if (vault.isSealed) return answer(503, { errors: ["Vault is sealed"] });
    if (request.headers["x-vault-token"] !== vault.token) return answer(403, { errors: ["permission denied"] });
    if (request.url?.startsWith("/v1/transit/encrypt/")) return answer(200, { data: { ciphertext: `vault:v1:${plaintext}` } });
    if (request.url?.startsWith("/v1/transit/decrypt/")) return answer(200, { data: { plaintext: ciphertext?.slice("vault:v1:".length) } });
    return answer(404, { errors: [] });
  });
  const url = `http://127.0.0.1:${await portOf(server)}`;
  return Object.assign(vault, { url, stop: () => stopServer(server) });
}
