import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Config, SecretReference } from "../../../model/index.ts";

export type BackendSettings = Config["backends"][string];

/**
 * The environment in which the engine reaches one backend, without a login and without asking anything.
 * @param baseDir folder of trueup.yaml: file:// addresses are relative to it
 */
export function engineEnv(settings: BackendSettings, secret: (reference: SecretReference) => string, base: { env: NodeJS.ProcessEnv; dir: string }): NodeJS.ProcessEnv {
  const passphrase = settings.secrets?.passphrase;
  const env: NodeJS.ProcessEnv = {
    ...base.env,
    PULUMI_BACKEND_URL: absoluteUrl(settings.url, base.dir),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...(passphrase ? { PULUMI_CONFIG_PASSPHRASE: secret(passphrase) } : {}),
    ...(settings.token ? { PULUMI_ACCESS_TOKEN: secret(settings.token) } : {}),
  };
  if (passphrase) delete env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  // It would turn the digest of a preview into a stream.
  delete env["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"];
  return env;
}

function absoluteUrl(url: string, dir: string): string {
  // The engine itself knows where `~` is.
  if (!url.startsWith("file://") || /^file:\/\/[/~]/.test(url)) return url;
  return `file://${fileURLToPath(pathToFileURL(resolve(dir, url.slice("file://".length))))}`;
}
