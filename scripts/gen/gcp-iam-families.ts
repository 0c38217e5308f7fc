import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED_NOTICE, type Generator } from "./generator.ts";

const SDK = join(import.meta.dirname, "../../node_modules/@pulumi/gcp");
/** What every one of them has besides the resource that it is about. */
const OF_THE_GRANT = ["role", "member", "condition"];

export const generators: readonly Generator[] = [{ file: "policypacks/iam/_shared/gcp/families.generated.ts", render: renderFamilies }];

/**
 * A line for each kind of resource of Google Cloud on which roles can be granted: the module of the SDK, the class without `Member`,
 * `Binding` and `Policy`, and the properties that say which resource it is. @throws {Error} where the SDK has one of the three only
 */
function renderFamilies(): string {
  const modules = readdirSync(SDK, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== "node_modules").map(({ name }) => name);
  const lines = modules.sort().flatMap(module => familiesOf(module));
  return `${[GENERATED_NOTICE, `// Source: @pulumi/gcp ${version()}, Apache-2.0. The format is told in scripts/gen/gcp-iam-families.ts; families.ts reads it.`, "", "export const FAMILIES = `", ...lines, "`;"].join("\n")}\n`;
}

function familiesOf(module: string): string[] {
  const files = readdirSync(join(SDK, module));
  // Some file names are in lower case (folder/iammember.d.ts), so classes are read and files are compared without case.
  return files.filter(file => /^(?!get).*iammember\.d\.ts$/i.test(file)).sort().map(file => {
    const family = file.replace(/member\.d\.ts$/i, "");
    const lacking = ["Binding", "Policy"].filter(kind => !files.some(other => other.toLowerCase() === `${family}${kind}.d.ts`.toLowerCase()));
    if (lacking.length > 0) throw new Error(`@pulumi/gcp has ${module}/${family}Member, but no ${lacking.join(" and no ")}`);
    return readFamily(module, file);
  });
}

function readFamily(module: string, file: string): string {
  const text = readFileSync(join(SDK, module, file), "utf8");
  const [, className, properties] = /export interface (\w+)MemberArgs \{(.*?)\n\}/s.exec(text) ?? [];
  if (className === undefined || properties === undefined) throw new Error(`@pulumi/gcp/${module}/${file} has no …MemberArgs`);
  const target = [...properties.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name!).filter(name => !OF_THE_GRANT.includes(name));
  return [module, className, ...target].join(" ");
}

function version(): string {
  return (JSON.parse(readFileSync(join(SDK, "package.json"), "utf8")) as { version: string }).version;
}
