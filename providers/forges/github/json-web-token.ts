import { createPrivateKey, sign, type KeyObject } from "node:crypto";
import { GuidedError } from "../../../model/guided-error.ts";

/** GitHub takes none that lives longer than ten minutes, and its clock may be behind ours. */
const LIFE_S = 540;
const SKEW_S = 60;

/**
 * What a GitHub App proves who it is with. https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 * @param key the App's private key, PEM
 * @param now milliseconds
 * @throws {GuidedError} FORGE_REFUSED where it is no key; never with a part of it
 */
export function jsonWebToken(id: string | number, key: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const content = [{ alg: "RS256", typ: "JWT" }, { iat: seconds - SKEW_S, exp: seconds + LIFE_S, iss: String(id) }].map(part => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${content}.${sign("RSA-SHA256", Buffer.from(content), rsaKey(key)).toString("base64url")}`;
}

function rsaKey(text: string): KeyObject {
  try {
    // Environment variables are often given their line ends as two characters.
    const key = createPrivateKey(text.replaceAll("\\n", "\n"));
    if (key.asymmetricKeyType === "rsa") return key;
  } catch {
    // What Node says of it could quote it.
  }
  throw new GuidedError("FORGE_REFUSED", "The private key of the GitHub App is not an RSA key in PEM.", "Let the forge's `app.privateKey` in trueup.yaml point to the file that GitHub gave when the key was made: -----BEGIN RSA PRIVATE KEY----- and so on.");
}
