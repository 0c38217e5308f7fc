import { join } from "node:path";
import { RETENTION } from "../behind-the-back.ts";
import { must } from "../run.ts";
import { deployerOf } from "../stage.ts";
import { expectThat, type Story } from "../story.ts";
import { scanIsClean } from "./after-a-change.ts";
import type { Stage } from "./set-the-stage.ts";

const DRIFTED = ["data", "network"];

/** The edited tag becomes a pull request; merged and deployed, it ends the drift, and the deployment undoes the rest. */
export async function pullRequest(story: Story, stage: Stage): Promise<void> {
  story.chapter("The pull request");
  const { forge, trueup } = stage;

  const number = await story.step("`trueup reconcile` opens a pull request with the proven edit of one literal", async ({ note, keep }) => {
    const reconciled = await trueup.run("reconcile", "--stack", `{${DRIFTED.join(",")}}/prod`);
    await keep("07-reconcile.txt", reconciled.stdout + reconciled.stderr);
    const pulls = forge.pulls();
    expectThat(pulls.length === 1 && pulls[0] !== undefined, "exactly one pull request is open", reconciled.stdout + reconciled.stderr);
    const [pull] = pulls;
    const files = await forge.files(pull.number);
    const patch = files.map(({ filename, patch }) => `--- ${filename}\n+++ ${filename}\n${patch}\n`).join("");
    await keep("07-pull-request.md", `# ${pull.title}\n\n${pull.body}\n`);
    await keep("07-pull-request.diff", patch);
    const changed = patch.split("\n").filter(line => /^[+-](?![+-]{2} )/.test(line)).map(line => line.replace(/\s+/g, " "));
    expectThat(JSON.stringify(changed) === JSON.stringify([`- Retention: "${RETENTION.code}",`, `+ Retention: "${RETENTION.cloud}",`]), "one literal was edited", patch);
    note(`#${pull.number} ${pull.title}`);
    note("not for the open port, the deleted bucket and the secret: why, and what to do, is told");
    return pull.number;
  });

  await story.step("It is merged, and the drifted stacks are deployed from what was merged", async ({ note }) => {
    await forge.merge(number);
    await deployMerged(stage);
    note("`pulumi up --refresh` closed the port, made the bucket again and set the password back");
  });

  await story.step("`trueup scan` finds nothing any more", step => scanIsClean(stage, step, "08-scan-after"));
}

async function deployMerged({ folder, forge, estate, clouds }: Stage): Promise<void> {
  const work = join(folder, "work");
  const address = new URL(forge.cloneUrl);
  address.username = "x-access-token";
  address.password = forge.token;
  await must("git", ["clone", "--quiet", address.href, "merged"], { cwd: work, env: estate.env });
  for (const project of DRIFTED) {
    const env = { ...estate.env, ...deployerOf(project, clouds), PATH: estate.env["PATH"] };
    await must("pulumi", ["up", "--refresh", "--yes", "--skip-preview", "--stack", "prod", "--non-interactive", "--color", "never"], { cwd: join(work, "merged", project), env });
  }
}
