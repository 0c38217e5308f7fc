import { proseBefore, type Generator } from "./generator.ts";

const FILE = "docs/drift.md";
const BEGIN = "<!-- The table from here on is written by `npm run gen` from drift/noise/. -->";

export const generators: readonly Generator[] = [{ file: FILE, render: renderNoiseRules }];

/** The prose that stands in the file, followed by every noise rule. */
async function renderNoiseRules(): Promise<string> {
  const prose = proseBefore(BEGIN, FILE);
  // Imported here, so that a registry that was just written is the one that counts.
  const { noiseRules } = await import("../../drift/noise/registry.generated.ts");
  const rows = noiseRules.map(({ id, title, why, issue, types, examples }) => [`\`${id}\``, `**${title}.** ${why} Stays drift: ${examples.drift.map(({ shows }) => shows).join("; ")}.`, types.map(type => `\`${type}\``).join(", "), `[${shortName(issue)}](${issue})`]);
  const table = ["| rule | what is set aside, and why | types | reported in |", "|---|---|---|---|", ...rows.map(cells => `| ${cells.map(cell => cell.replaceAll("|", "\\|")).join(" | ")} |`)];
  return `${prose}${BEGIN}\n\n${table.join("\n")}\n`;
}

/** `pulumi-aws#4080` of an issue's address. */
function shortName(issue: string): string {
  const [, repository, number] = /github\.com\/[^/]+\/([^/]+)\/(?:issues|pull)\/(\d+)/.exec(issue)!;
  return `${repository}#${number}`;
}
