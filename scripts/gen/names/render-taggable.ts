import { GENERATED_NOTICE } from "../generator.ts";
import { CLOUDS, type NamedCloud } from "./read-tables.ts";
import { sdkTypes, sdkVersion } from "./sdk-types.ts";

/** Where tags may stand, in the order in which they are looked for. */
const TAG_PROPERTIES: Record<NamedCloud, readonly string[]> = { aws: ["tags"], "azure-native": ["tags"], gcp: ["labels", "resourceLabels", "userLabels"], alicloud: ["tags"] };
const IS_MAP = /^pulumi\.Input<\{ \[key: string\]: pulumi\.Input<string>/;

/** For each cloud and property the types of the SDK whose tags stand there, by module. */
export function renderTaggable(): string {
  const versions = CLOUDS.map(cloud => `@pulumi/${cloud} ${sdkVersion(cloud)}`).join(", ");
  const lines = CLOUDS.flatMap(cloud => TAG_PROPERTIES[cloud].flatMap(property => renderProperty(cloud, property)));
  return `${[GENERATED_NOTICE, `// Source: ${versions}, Apache-2.0. A line is \`cloud property module:type,type …\`; tags.ts reads it.`, "", "export const TAGGABLE_LINES = `", ...lines, "`;"].join("\n")}\n`;
}

function renderProperty(cloud: NamedCloud, property: string): string[] {
  const earlier = TAG_PROPERTIES[cloud].slice(0, TAG_PROPERTIES[cloud].indexOf(property));
  const modules = new Map<string, string[]>();
  for (const [token, properties] of sdkTypes(cloud)) {
    if (!IS_MAP.test(properties.get(property) ?? "") || earlier.some(name => IS_MAP.test(properties.get(name) ?? ""))) continue;
    const [, module = "", type = ""] = token.split(":");
    const [folder = "", name = type] = module.split("/");
    modules.set(folder, [...(modules.get(folder) ?? []), name]);
  }
  const list = [...modules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([module, types]) => `${module}:${types.sort().join(",")}`);
  return list.length > 0 ? [`${cloud} ${property} ${list.join(" ")}`] : [];
}
