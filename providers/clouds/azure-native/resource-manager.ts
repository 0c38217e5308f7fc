import { isJsonObject, type Json, type JsonObject } from "../../../model/index.ts";
import { unlessAborted } from "../../_shared/unless-aborted.ts";
import { ownerOf, type TokenOwner } from "./claims.ts";
import { ENVIRONMENTS } from "./environments.ts";
import { httpClient } from "./http.ts";
import { networkCode, signInRefused, unanswered, unreachable, wrongDirectory } from "./refusals.ts";
import type { AzureSettings } from "./settings.ts";
import type { SignIn } from "./sign-in.ts";

export interface Answer {
  status: number;
  /** Of an error, as `AuthorizationFailed`. */
  code?: string;
  body: JsonObject;
  /** Who asked. */
  owner: TokenOwner;
}

/** Asks Azure Resource Manager as an identity, all within the identity's deadline. */
export interface ResourceManager {
  /** Who the identity's token is of. @throws {GuidedError} IDENTITY_REFUSED, WRONG_ACCOUNT where it is of another directory, TIMED_OUT */
  owner(): Promise<TokenOwner>;
  /** @param path from `/subscriptions` on @throws {GuidedError} as `owner`; an answer that is a refusal is returned */
  get(path: string): Promise<Answer>;
}

export function resourceManager(name: string, settings: AzureSettings, signIn: SignIn): ResourceManager {
  const endpoint = (settings.endpoint ?? ENVIRONMENTS[settings.environment].endpoint).replace(/\/+$/, "");
  const deadline = () => AbortSignal.timeout(settings.timeoutSeconds * 1000);

  async function tokenBy(signal: AbortSignal): Promise<{ token: string; owner: TokenOwner }> {
    try {
      const token = await unlessAborted(signal, signIn.token(signal));
      const owner = ownerOf(token);
      if (settings.tenantId && owner.tenantId && owner.tenantId.toLowerCase() !== settings.tenantId.toLowerCase()) throw wrongDirectory(name, settings.tenantId, owner);
      return { token, owner };
    } catch (error) {
      throw signal.aborted ? unanswered(name, signIn.authorityHost, settings) : await signInRefused(name, settings, signIn, error);
    }
  }

  async function ask(url: string, bearer: string, signal: AbortSignal): Promise<{ status: number; body: Json | undefined }> {
    try {
      return await unlessAborted(signal, httpClient().get(url, bearer, signal));
    } catch (error) {
      throw signal.aborted ? unanswered(name, endpoint, settings) : unreachable(name, endpoint, whyOf(error as Error));
    }
  }

  return {
    owner: async () => (await tokenBy(deadline())).owner,
    async get(path) {
      const signal = deadline();
      const { token, owner } = await tokenBy(signal);
      const { status, body } = await ask(`${endpoint}${path}`, token, signal);
      if (status === 429 || status >= 500) throw unanswered(name, endpoint, settings, status);
      return { status, ...errorCode(body), body: isJsonObject(body) ? body : {}, owner };
    },
  };
}

function whyOf({ code, message, name }: Error & { code?: string }): string {
  return networkCode(code, message) ?? name;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/common-deployment-errors: `{ "error": { "code": … } }`. The message beside it is not taken: it may say anything. */
function errorCode(body: Json | undefined): { code?: string } {
  const error = isJsonObject(body) ? body["error"] : undefined;
  const code = isJsonObject(error) ? error["code"] : undefined;
  return typeof code === "string" && /^\w{1,80}$/.test(code) ? { code } : {};
}
