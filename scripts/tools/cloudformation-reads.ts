import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { readsOfServices } from "../../providers/clouds/aws/read-policy/reads.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";

/*
 * What AWS CloudFormation's own handlers need to read each resource type, taken from the registry's schemas as cfn-lint (MIT-0) carries them.
 * Run by hand when the data should be newer; npm has no package with these schemas:
 *   pip download --no-deps cfn-lint==1.58.0 && unzip cfn_lint-*.whl && node scripts/tools/cloudformation-reads.ts cfnlint/data/schemas/resources cfn-lint-1.58.0
 */
const FILE = "providers/clouds/aws/read-policy/cloudformation-reads.generated.ts";

const [folder = ".", source = ""] = process.argv.slice(2);
const services = readsOfServices();
const byService = new Map<string, Map<string, Set<string>>>();
for (const file of readdirSync(folder)) keep(JSON.parse(readFileSync(join(folder, file), "utf8")) as JsonObject);
writeFileSync(join(import.meta.dirname, "../..", FILE), render());

/** A type has a schema for each set of regions; what it needs in any of them counts. */
function keep({ typeName, handlers }: JsonObject): void {
  const [vendor, service = "", kind = ""] = String(typeName).split("::");
  const read = isJsonObject(handlers) && isJsonObject(handlers["read"]) ? handlers["read"]["permissions"] : undefined;
  if (vendor !== "AWS" || !Array.isArray(read)) return;
  const kinds = byService.get(service) ?? new Map<string, Set<string>>();
  byService.set(service, kinds);
  kinds.set(kind, new Set([...(kinds.get(kind) ?? []), ...read.flatMap(action => asRead(String(action)))]));
}

/** As IAM spells it; nothing where it is no read, which some handlers say they need. */
function asRead(action: string): string[] {
  const [prefix = "", name = ""] = action.split(":");
  const service = services.get(prefix.toLowerCase());
  const known = [...(service?.reads ?? [])].find(read => read.toLowerCase() === name.toLowerCase());
  return known === undefined ? [] : [`${prefix.toLowerCase()}:${known}`];
}

function render(): string {
  const lines = [...byService].sort(byName).map(([service, kinds]) => JSON.stringify(`${service} ${[...kinds].filter(([, actions]) => actions.size > 0).sort(byName).map(([kind, actions]) => `${kind}(${[...actions].sort().join(",")})`).join("")}`));
  return `// Written by scripts/tools/cloudformation-reads.ts from the resource schemas of the AWS CloudFormation registry, as in ${source}.
// https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (handlers, permissions)

/** The reads that CloudFormation's handler of each type needs, one line for each service: \`S3 Bucket(s3:ListBucket,…)BucketPolicy(…)\`. */
export const CLOUDFORMATION_READS: readonly string[] = [
${lines.map(line => `  ${line},`).join("\n")}
];
`;
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
