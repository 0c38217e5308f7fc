import { isJsonObject, type Json, type JsonObject } from "../../../model/index.ts";

/** What a JSON Web Token says, unverified: only whom to name and when it ends is taken from it, never what to allow. Nothing for what is not one. */
export function claimsOf(token: string): JsonObject {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Json;
    return isJsonObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

/** Who a token of Entra ID is of. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export interface TokenOwner {
  clientId?: string;
  objectId?: string;
  tenantId?: string;
}

export function ownerOf(token: string): TokenOwner {
  const { appid, azp, oid, tid } = claimsOf(token);
  const text = (key: keyof TokenOwner, value: Json | undefined) => (typeof value === "string" ? { [key]: value } : {});
  return { ...text("clientId", appid ?? azp), ...text("objectId", oid), ...text("tenantId", tid) };
}

/** As it is named to people: `app 6d2f… (object 9f53…)`. */
export function nameOf({ clientId, objectId }: TokenOwner): string {
  const app = clientId === undefined ? "an app" : `app ${clientId}`;
  return objectId === undefined ? app : `${app} (object ${objectId})`;
}
