import { createRequire } from "node:module";

/** The version of a Pulumi SDK in node_modules: the plugin goes by the same. */
export function packageVersion(name: string): string {
  return (createRequire(import.meta.url)(`@pulumi/${name}/package.json`) as { version: string }).version;
}

/** TEST_CLOUD_REFRESH where it says something, else what the real provider does. */
export function refreshSemantic(own: "bridged" | "native"): "bridged" | "native" {
  const wanted = process.env["TEST_CLOUD_REFRESH"];
  if (wanted === undefined || wanted === "") return own;
  if (wanted === "bridged" || wanted === "native") return wanted;
  throw new Error(`TEST_CLOUD_REFRESH is "${wanted}"; it can be "bridged" or "native"`);
}
