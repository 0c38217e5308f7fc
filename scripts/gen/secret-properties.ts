import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED_NOTICE, type Generator } from "./generator.ts";

const SDKS = ["alicloud", "aws", "azure-native", "gcp", "kubernetes"];
/** All labels together, which the SDK of Google Cloud marks as secret as a whole; as inputs they are not. */
const NOT_INPUTS = ["effectiveLabels", "pulumiLabels"];

export const generators: readonly Generator[] = [{ file: "policypacks/_kit/secret-properties.generated.ts", render: renderSecretProperties }];

/** A line for each type of resource of which the provider's schema says that some properties are secret: the type, then the properties. */
function renderSecretProperties(): string {
  const lines = SDKS.flatMap(linesOf);
  const sources = SDKS.map(sdk => `@pulumi/${sdk} ${versionOf(sdk)}`).join(", ");
  return `${[GENERATED_NOTICE, `// Source: ${sources}; Apache-2.0. secret-properties.ts reads it.`, "", "export const SECRET_PROPERTIES = `", ...lines, "`;"].join("\n")}\n`;
}

function linesOf(sdk: string): string[] {
  const files = globSync("**/*.js", { cwd: folderOf(sdk), exclude: name => name === "node_modules" || name === "types" });
  return files.flatMap(file => lineOf(readFileSync(join(folderOf(sdk), file), "utf8"))).sort();
}

/** What the generated SDK does with properties that the schema marks: it wraps them as secrets on the way in and asks for secret outputs. */
function lineOf(source: string): string[] {
  const [, type] = /__pulumiType = '(.+?:.+?:.+?)'/.exec(source) ?? [];
  if (type === undefined) return [];
  const wrapped = [...source.matchAll(/resourceInputs\["(\w+)"\] = .*pulumi\.secret\(/g)].map(([, name]) => name!);
  const [, outputs = ""] = /additionalSecretOutputs: \[([^\]]*)\]/.exec(source) ?? [];
  const names = new Set([...wrapped, ...[...outputs.matchAll(/"(\w+)"/g)].map(([, name]) => name!)].filter(name => !NOT_INPUTS.includes(name)));
  return names.size > 0 ? [[type, ...[...names].sort()].join(" ")] : [];
}

function versionOf(sdk: string): string {
  return (JSON.parse(readFileSync(join(folderOf(sdk), "package.json"), "utf8")) as { version: string }).version;
}

function folderOf(sdk: string): string {
  return join(import.meta.dirname, "../../node_modules/@pulumi", sdk);
}
