import { readFileSync } from "node:fs";
import process from "node:process";
import type { Provider } from "./provider.ts";

/**
 * The package's schema, which only programs in YAML need: what `TEST_CLOUD_SCHEMA` names holds `resources` by package and type token.
 * Format: https://www.pulumi.com/docs/iac/packages-and-automation/pulumi-packages/schema/
 */
export function schemaOf(provider: Provider): object {
  const file = process.env["TEST_CLOUD_SCHEMA"];
  const resources = file ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, object>)[provider.package] : undefined;
  return { name: provider.package, version: provider.version, resources: resources ?? {} };
}
