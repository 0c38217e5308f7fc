import { createDecipheriv, createHash, pbkdf2 } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { GuidedError } from "../../../../model/index.ts";
import type { Decrypt } from "./open-state.ts";

// https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/secrets/passphrase/manager.go and sdk/go/common/resource/config/crypt.go:
// `v1:<salt>:<the word "pulumi", encrypted>`, and ciphertexts `v1:<nonce>:<AES-256-GCM with its tag>`, all base64.
const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const KNOWN_TEXT = "pulumi";

/** Opens what the engine's passphrase provider encrypted. A key takes a third of a second to derive, so each is kept, in memory only. */
export interface Passphrases {
  /**
   * @param salt `secrets_providers.state.salt` of the state
   * @param env the engine's environment: where the passphrase is, as the engine finds it
   * @param subject what the secrets are of, as `Stack network/prod`
   * @throws {GuidedError} PASSPHRASE_WRONG
   */
  decrypter(salt: string, env: NodeJS.ProcessEnv, subject: string): Promise<Decrypt>;
}

export function createPassphrases(): Passphrases {
  const keys = new Map<string, Promise<Buffer>>();
  return {
    async decrypter(salt, env, subject) {
      const [version, encoded = "", ...check] = salt.split(":");
      if (version !== "v1") throw wrong(`The secrets of ${subject} are encrypted in a way that Trueup does not know.`, "Update Trueup.");
      const passphrase = await passphraseIn(env, subject);
      const id = createHash("sha256").update(JSON.stringify([passphrase, encoded])).digest("base64");
      const deriving = keys.get(id) ?? promisify(pbkdf2)(passphrase, Buffer.from(encoded, "base64"), ITERATIONS, KEY_BYTES, "sha256");
      keys.set(id, deriving);
      const key = await deriving;
      if (opened(check.join(":"), key) !== KNOWN_TEXT) throw wrong(`The passphrase of ${subject} is wrong.`, "Check where backends.<name>.secrets.passphrase in trueup.yaml points to.");
      return ciphertext => {
        const text = opened(ciphertext, key);
        if (text === undefined) throw wrong(`A secret of ${subject} cannot be decrypted with its passphrase.`, "Run `pulumi stack export --show-secrets` to see whether the engine can; if not, the state is damaged.");
        return text;
      };
    },
  };
}

/** An empty passphrase is one, too. */
async function passphraseIn(env: NodeJS.ProcessEnv, subject: string): Promise<string> {
  const { PULUMI_CONFIG_PASSPHRASE: passphrase, PULUMI_CONFIG_PASSPHRASE_FILE: file } = env;
  if (passphrase !== undefined) return passphrase;
  const hint = "Add `secrets: { passphrase: { env: NAME } }` to its backend in trueup.yaml.";
  if (!file) throw wrong(`No passphrase is configured for ${subject}.`, hint);
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (cause) {
    throw new GuidedError("PASSPHRASE_WRONG", `The passphrase of ${subject} cannot be read from ${file}, which PULUMI_CONFIG_PASSPHRASE_FILE names.`, hint, { cause });
  }
}

/** `undefined` where the key does not fit. */
function opened(ciphertext: string, key: Buffer): string | undefined {
  const [version, nonce, sealed] = ciphertext.split(":");
  if (version !== "v1" || nonce === undefined || sealed === undefined) return undefined;
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

function wrong(message: string, hint: string): GuidedError {
  return new GuidedError("PASSPHRASE_WRONG", message, hint);
}
