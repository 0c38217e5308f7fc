import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { must, run } from "./run.ts";

/** What somebody wants to add to the estate, and what they write after the policies have spoken. */
const CORRECTIONS: readonly [wrong: string, right: string][] = [
  ['cidrBlock: "10.10.128.0/17"', 'cidrBlock: "10.12.0.0/16"'],
  ['cidrBlock: "10.10.128.0/20"', 'cidrBlock: "10.12.0.0/20"'],
  ["Acme_Prod_Analytics", "acme-prod-analytics"],
  ['Action: "*", Resource: "*"', 'Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-prod-analytics/*"'],
  ["u-24tb1.112xlarge", "t3.medium"],
];

export interface ProposedChange {
  /** The project's folder in the work folder. */
  folder: string;
  preview(packs: readonly string[]): ReturnType<typeof run>;
  /** Corrects the program. Gives the difference. */
  correct(): Promise<string>;
}

/** A project `analytics` that breaks four policies at once, beside the estate's own projects. */
export async function proposeChange(work: string, env: NodeJS.ProcessEnv): Promise<ProposedChange> {
  const folder = join(work, "change", "analytics");
  const draft = join(import.meta.dirname, "change", "analytics");
  await cp(draft, folder, { recursive: true });
  await writeFile(join(work, "change", "package.json"), '{ "private": true, "type": "commonjs" }\n');
  await must("pulumi", ["stack", "init", "prod", "--non-interactive"], { cwd: folder, env });
  return {
    folder,
    preview: packs => run("pulumi", ["preview", "--stack", "prod", "--non-interactive", "--color", "never", ...packs.flatMap(pack => ["--policy-pack", pack])], { cwd: folder, env }),
    async correct() {
      const program = join(folder, "index.ts");
      const text = await readFile(program, "utf8");
      await writeFile(program, CORRECTIONS.reduce((so, [wrong, right]) => so.replace(wrong, right), text));
      // git tells a difference by exit code 1, and names both files by where they happen to be.
      const { stdout } = await run("git", ["diff", "--no-index", join(draft, "index.ts"), program], { cwd: work, env });
      return `--- analytics/index.ts, refused\n+++ analytics/index.ts, corrected\n${stdout.slice(stdout.indexOf("@@"))}`;
    },
  };
}
