import { join } from "node:path";
import { findChromium } from "../../tools/chromium.ts";
import { RETENTION } from "../behind-the-back.ts";
import { photographAt } from "../photograph.ts";
import { must, type CommandResult } from "../run.ts";
import { deployerOf } from "../stage.ts";
import { expectThat, type Step, type Story } from "../story.ts";
import { scanIsClean } from "./after-a-change.ts";
import type { Stage } from "./set-the-stage.ts";

const DRIFTED = ["data", "network"];

/** Every drift comes to its end: the tag becomes code, the port and the bucket are given back by orders that CI carries out. */
export async function pullRequests(story: Story, stage: Stage): Promise<void> {
  story.chapter("The pull requests");
  const { forge, trueup } = stage;

  await story.step("`trueup reconcile` proposes how each drift ends, and proves it first", async step => {
    const reconciled = await trueup.run("reconcile", "--stack", `{${DRIFTED.join(",")}}/prod`);
    await step.keep("07-reconcile.txt", reconciled.stdout + reconciled.stderr);
    const titles = forge.pulls().map(({ title }) => title);
    expectThat(titles.length === 3, "three pull requests are open", reconciled.stdout + reconciled.stderr);
    await keepPulls(stage, step);
    await step.keep("07-dashboard-issue.md", forge.issues().map(({ title, body }) => `# ${title}\n\n${body}\n`).join("\n"));
    for (const title of titles) step.note(title);
    step.note("not for the secret: why, and what to do, is told");
  });

  const chromium = findChromium();
  if (chromium) {
    await story.step("A pull request and a dashboard issue are looked at in Chromium", async ({ keep }) => {
      const pages = { "07-pull-request.png": `pull/${pullAbout(stage, "Adopt").number}`, "07-dashboard-issue.png": `issues/${forge.issues()[0]!.number}` };
      for (const [name, page] of Object.entries(pages)) {
        const { picture, complaints } = await photographAt(chromium, `${new URL(forge.cloneUrl).origin}/${forge.repository}/${page}`);
        await keep(name, picture);
        expectThat(complaints.length === 0, "the page has nothing to complain of", complaints.join("\n"));
      }
    });
  }

  const merged = await story.step("They are merged, and CI carries out the orders: exactly what was reviewed is written", async ({ keep, note }) => {
    for (const { number } of forge.pulls()) await forge.merge(number);
    const folder = await checkOut(stage);
    const orders = (await forge.bare.git("ls-tree", "--name-only", "main", ".trueup/orders/")).split("\n");
    const told: CommandResult[] = [];
    for (const order of orders) told.push(await trueup.inCi(folder, "restore", "--order", join(folder, order)));
    await keep("08-restore.txt", told.map(({ stdout, stderr }) => stdout + stderr).join("\n"));
    expectThat(told.length === 2 && told.every(({ code }) => code === 0), "both orders are carried out", told.map(({ stdout, stderr }) => stdout + stderr).join("\n"));
    note("the port is closed and the bucket made again");
    return folder;
  });

  await story.step("The drifted stacks are deployed from what was merged", async ({ note }) => {
    for (const project of DRIFTED) await deploy(stage, merged, project);
    note("`pulumi up --refresh` told the state what the code says of the tag, and set the password back");
  });

  await story.step("`trueup scan` finds nothing any more", step => scanIsClean(stage, step, "09-scan-after"));
}

async function keepPulls(stage: Stage, { keep }: Step): Promise<void> {
  const adopt = pullAbout(stage, "Adopt");
  const patch = await patchOf(stage, adopt.number);
  await keep("07-adopt.md", `# ${adopt.title}\n\n${adopt.body}\n`);
  await keep("07-adopt.diff", patch);
  const changed = patch.split("\n").filter(line => /^[+-](?![+-]{2} )/.test(line)).map(line => line.replace(/\s+/g, " "));
  expectThat(JSON.stringify(changed) === JSON.stringify([`- Retention: "${RETENTION.code}",`, `+ Retention: "${RETENTION.cloud}",`]), "one literal was edited", patch);
  const restores = stage.forge.pulls().filter(({ title }) => title.startsWith("Restore"));
  for (const [index, { number, title, body }] of restores.entries()) {
    await keep(`07-restore-${index + 1}.md`, `# ${title}\n\n${body}\n`);
    await keep(`07-restore-${index + 1}.diff`, await patchOf(stage, number));
  }
}

async function patchOf({ forge }: Stage, number: number): Promise<string> {
  return (await forge.files(number)).map(({ filename, patch }) => `--- ${filename}\n+++ ${filename}\n${patch}\n`).join("");
}

function pullAbout({ forge }: Stage, word: string): ReturnType<Stage["forge"]["pulls"]>[number] {
  const pull = forge.pulls().find(({ title }) => title.startsWith(word));
  if (!pull) throw new Error(`no pull request begins with ${word}`);
  return pull;
}

/** What CI has: a checkout of what was merged, and credentials that may deploy. */
async function checkOut({ folder, forge, estate }: Stage): Promise<string> {
  const work = join(folder, "work");
  const address = new URL(forge.cloneUrl);
  address.username = "x-access-token";
  address.password = forge.token;
  await must("git", ["clone", "--quiet", address.href, "merged"], { cwd: work, env: estate.env });
  return join(work, "merged");
}

async function deploy({ estate, clouds }: Stage, merged: string, project: string): Promise<void> {
  const env = { ...estate.env, ...deployerOf(project, clouds), PATH: estate.env["PATH"] };
  await must("pulumi", ["up", "--refresh", "--yes", "--skip-preview", "--stack", "prod", "--non-interactive", "--color", "never"], { cwd: join(merged, project), env });
}
