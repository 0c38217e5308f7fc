import { GuidedError, type Cloud } from "../../../model/index.ts";
import { ambientSession } from "../_shared/ambient-cloud.ts";
import { isOfProvider } from "./covers.ts";
import { settings, type GcpSettings, type Impersonating } from "./settings.ts";

/** Google Cloud, by a service account that is impersonated with scopes that only read. */
export const cloud: Cloud<GcpSettings> = {
  id: "gcp",
  title: "Google Cloud",
  packages: ["gcp", "google-native"],
  settings,
  covers: isOfProvider,
  async open(name, settings, context) {
    if (settings.credentials === "ambient") return ambientSession(name, "gcp");
    const complete = whole(name, settings);
    // The SDKs are loaded where somebody is impersonated, so that `trueup --help` does not wait for them.
    const { openSession } = await import("./session.ts");
    return openSession(name, complete, context);
  },
};

function whole(name: string, settings: GcpSettings): Impersonating {
  const { serviceAccount, project } = settings;
  if (serviceAccount !== undefined && project !== undefined) return { ...settings, serviceAccount, project };
  const missing = [...(serviceAccount === undefined ? ["serviceAccount"] : []), ...(project === undefined ? ["project"] : [])];
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set, which \`credentials: impersonation\` needs.`, `Set ${missing.map(key => `identities.${name}.${key}`).join(", ")} in trueup.yaml.`);
}
