import { fileBackedProvider } from "../plugin/file-backed.ts";
import { packageVersion, refreshSemantic } from "../plugin/package-version.ts";
import { serve } from "../plugin/serve.ts";
import { text } from "../plugin/config.ts";
import { shapeOf, subscriptionOf } from "./shapes.ts";
import { signIn } from "./sign-in.ts";
import { words } from "./words.ts";

await serve(fileBackedProvider({
  package: "azure-native",
  version: packageVersion("azure-native"),
  semantic: refreshSemantic("native"),
  shapeOf,
  // Storage accounts allow neither capitals nor dashes and 24 characters at most.
  autoname: (label, random, type) => (type.endsWith(":StorageAccount") ? (label.toLowerCase().replace(/[^a-z0-9]/g, "").slice(0, 16) + random.slice(0, 8)) : label + random.slice(0, 8)),
  prepare: (type, inputs, config) => {
    const location = text(config, "location");
    return location && inputs["location"] === undefined && shapeOf(type).traits.cloudDefaults?.["location"] !== undefined ? { ...inputs, location } : inputs;
  },
  identity: config => `client ${text(config, "clientId") ?? process.env["ARM_CLIENT_ID"] ?? "default"} in ${subscriptionOf(config)}`,
  accept: signIn,
  words,
}));
