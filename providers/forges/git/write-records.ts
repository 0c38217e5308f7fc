import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Look } from "./look.ts";
import { printRecords, RECORDS, type ProposalRecord } from "./record.ts";

export interface RecordsPlace {
  /** Branch that the records are on. */
  branch: string;
  /** Arguments of git that say who commits. */
  identity: readonly string[];
  fetchRecords(): Promise<unknown>;
}

/** Writes what is known of the proposals, one of which changed, on what was read before. @throws {GuidedError} BRANCH_MOVED where somebody else wrote meanwhile */
export async function writeRecords(look: Look, changed: ProposalRecord, { branch, identity, fetchRecords }: RecordsPlace): Promise<void> {
  const { git, dir, proposals, records } = look;
  const all = [...proposals.filter(({ number }) => number !== changed.number), changed].toSorted((one, other) => one.number - other.number);
  if (records !== undefined) await fetchRecords().then(() => git("read-tree", "refs/trueup/records"));
  const folder = `${changed.number}-${changed.head.replaceAll("/", "-")}`;
  const files = new Map([[RECORDS, join(dir, "records")], [`${folder}/description.md`, join(dir, "description")]]);
  await writeFile(join(dir, "records"), printRecords(all));
  await writeFile(join(dir, "description"), describe(changed));
  if (changed.state === "open") files.set(`${folder}/change.patch`, await patchOf(look, changed));
  const blobs = (await git("hash-object", "-w", "--no-filters", "--", ...files.values())).split("\n");
  await git("update-index", "--add", ...[...files.keys()].flatMap((path, index) => ["--cacheinfo", `100644,${blobs[index]!},${path}`]));
  const message = `${changed.state === "open" ? "Propose" : `Note as ${changed.state}`}: ${changed.title}`;
  const commit = await git(...identity, "commit-tree", await git("write-tree"), ...(records === undefined ? [] : ["-p", records]), "-m", message);
  await git("push", "--quiet", "--no-verify", `--force-with-lease=refs/heads/${branch}:${records ?? ""}`, "origin", `${commit}:refs/heads/${branch}`);
}

/** For people who look at the branch, with what `git apply` takes beside it. */
function describe({ number, title, body, state, head, base, labels, comments }: ProposalRecord): string {
  const facts = [`${state}: ${head} into ${base}`, ...(labels.length > 0 ? [`Labels: ${labels.join(", ")}`] : [])];
  return [`# ${number}: ${title}`, ...facts, body, ...comments.map(comment => `---\n\n${comment.by}:\n\n${comment.body}`)].join("\n\n") + "\n";
}

/** The change as a patch. Written by git itself into a file, because it need not be text. */
async function patchOf({ git, dir }: Look, { seen }: ProposalRecord): Promise<string> {
  const file = join(dir, "patch");
  await git("diff", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", `--output=${file}`, seen.from, seen.head);
  return file;
}
