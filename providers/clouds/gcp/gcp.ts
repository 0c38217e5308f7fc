import type { Cloud } from "../../../model/index.ts";
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
    // The SDKs are loaded where somebody is impersonated, so that `trueup --help` does not wait for them.
    const { openSession } = await import("./session.ts");
    return openSession(name, settings as Impersonating, context);
  },
};
