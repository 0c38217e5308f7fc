import { join, relative } from "node:path";
import process from "node:process";
import { repositoryRoot } from "../engine/paths.ts";
import { canary } from "./canaries.ts";
import { afterAChange } from "./chapters/after-a-change.ts";
import { beforeAChange } from "./chapters/before-a-change.ts";
import { everyNight } from "./chapters/every-night.ts";
import { noSecretTold } from "./chapters/no-secret-told.ts";
import { pullRequests } from "./chapters/pull-requests.ts";
import { setTheStage } from "./chapters/set-the-stage.ts";
import { openStory } from "./story.ts";

// `make demo`: the whole of Trueup on parts that all run on this machine. Fails when anything is not as it must be.
const folder = join(repositoryRoot, "demo-out");
const story = openStory({ folder, out: line => console.log(line) });
const toStop: (() => Promise<void>)[] = [];
const started = performance.now();

try {
  await tell();
  console.log(`\nThe demo is done (${Math.round((performance.now() - started) / 1000)} s). To look at:`);
  for (const file of story.files()) console.log(`  ${file}`);
} catch (error) {
  process.exitCode = 1;
  console.error(`\nThe demo ended early. ${error instanceof Error ? error.message : String(error)}`);
  console.error(`What was written until then is in ${relative(process.cwd(), folder)}/.`);
} finally {
  for (const stop of toStop.reverse()) await stop();
}

async function tell(): Promise<void> {
  const newPassword = canary();
  const stage = await setTheStage(story, folder, stop => toStop.push(stop));
  await beforeAChange(story, stage);
  await afterAChange(story, stage, newPassword);
  await everyNight(story, stage);
  await pullRequests(story, stage);
  await noSecretTold(story, folder, [...Object.values(stage.estate.canaries), newPassword]);
}
