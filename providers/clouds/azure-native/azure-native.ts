import type { Cloud } from "../../../model/index.ts";
import { ambientSession } from "../_shared/ambient-cloud.ts";
import { isOfProvider } from "./covers.ts";
import { settings, type AzureSettings } from "./settings.ts";

/** Microsoft Azure in its public, Chinese and US government clouds, by an app or managed identity that has the role Reader. */
export const cloud: Cloud<AzureSettings> = {
  id: "azure-native",
  title: "Microsoft Azure (also China and US Government)",
  packages: ["azure-native", "azure", "azuread"],
  settings,
  covers: isOfProvider,
  async open(name, settings, context) {
    const { credentials } = settings;
    if (credentials === "ambient") return ambientSession(name, "azure-native");
    // The SDK is loaded where somebody signs in, so that `trueup --help` does not wait for it.
    const { openSession } = await import("./session.ts");
    return openSession(name, { ...settings, credentials }, context);
  },
};
