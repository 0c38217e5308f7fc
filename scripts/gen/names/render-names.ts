import { GENERATED_NOTICE } from "../generator.ts";
import { awsModelVersion, CLOUDS, type NamedCloud, type NameRow, readTable } from "./read-tables.ts";

/** For each cloud and property a line of the types that have their name there. */
export function renderNameSources(): string {
  const lines = CLOUDS.flatMap(cloud => {
    const named = readTable(cloud).filter(row => row.property !== undefined);
    const properties = [...new Set(named.map(({ property }) => property!))].sort();
    return properties.map(property => `${cloud} ${property} ${named.filter(row => row.property === property).map(({ type }) => type).sort().join(" ")}`);
  });
  return text(["// The format is told in scripts/gen/names.ts; name-sources.ts reads it.", "", "export const NAME_SOURCE_LINES = `", ...lines, "`;"]);
}

/** For each cloud its rows, under where they are from. */
export function renderNameRules(): string {
  const tables = CLOUDS.map(cloud => `  ${JSON.stringify(cloud)}: ${literal(renderTable(cloud))},`);
  return text([
    `// Those of AWS that are from its API models: botocore ${awsModelVersion()}, Apache-2.0.`,
    "// The format is told in scripts/gen/names.ts; name-rules.ts reads it.",
    "",
    "export const NAME_TABLES = {",
    ...tables,
    "};",
  ]);
}

function renderTable(cloud: NamedCloud): string {
  const rows = readTable(cloud);
  const twice = rows.find((row, i) => rows.findIndex(({ type }) => type === row.type) !== i);
  if (twice) throw new Error(`${cloud}.names has ${twice.type} twice`);
  const others = rows.filter(({ source }) => !source.startsWith("model "));
  const sources = [...new Set(others.map(({ source }) => source))];
  const listed = sources.flatMap(source => [`source ${source}`, ...others.filter(row => row.source === source).map(renderRow)]);
  return [...listed, ...rows.filter(row => !others.includes(row)).map(row => `${renderRow(row)} @${row.source.slice("model ".length)}`)].join("\n");
}

function renderRow({ type, scope, legal, flags }: NameRow): string {
  return [type, scope, legal, ...flags].join(" ");
}

function literal(table: string): string {
  return `String.raw\`\n${table.replace(/`/g, "\\x60").replace(/\$\{/g, "$\\x7b")}\n\``;
}

function text(lines: readonly string[]): string {
  return `${[GENERATED_NOTICE, ...lines].join("\n")}\n`;
}
