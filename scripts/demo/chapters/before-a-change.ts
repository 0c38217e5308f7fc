import { join } from "node:path";
import { proposeChange } from "../proposed-change.ts";
import { expectThat, type Story } from "../story.ts";
import type { Stage } from "./set-the-stage.ts";

const WRONG = {
  "an address block of another stack": /network-cidr-overlap/,
  "an illegal bucket name": /naming-/,
  "a policy that allows everything": /iam-no-admin-policy/,
  "an oversized instance": /limits-instance-size/,
};

/** Somebody adds a project that breaks four policies; `pulumi preview` refuses it, and passes it when it is corrected. */
export async function beforeAChange(story: Story, { folder, estate, trueup }: Stage): Promise<void> {
  story.chapter("Before a change");
  const pack = await story.step("The policy packs learn what the estate already uses", async ({ note }) => {
    const snapshot = await trueup.run("snapshot");
    expectThat(snapshot.code === 0, "`trueup snapshot` succeeds", snapshot.stdout + snapshot.stderr);
    note(snapshot.stdout.trim());
    const path = await trueup.run("policy", "path", "all");
    expectThat(path.code === 0, "`trueup policy path all` names a folder", path.stderr);
    return path.stdout.trim();
  });

  const change = await proposeChange(join(folder, "work"), { ...estate.env, TRUEUP_ESTATE: join(folder, ".trueup", "estate.json") });
  await story.step("`pulumi preview --policy-pack` refuses a new project", async ({ note, keep }) => {
    const preview = await change.preview([pack]);
    await keep("01-preview-refused.txt", preview.stdout + preview.stderr);
    expectThat(preview.code !== 0, "the preview is refused", preview.stdout);
    for (const [what, policy] of Object.entries(WRONG)) expectThat(policy.test(preview.stdout), `the preview is refused for ${what}`, preview.stdout);
    note(`for ${Object.keys(WRONG).join(", ")}`);
  });

  await story.step("Corrected, it passes", async ({ keep }) => {
    await keep("02-correction.diff", await change.correct());
    const preview = await change.preview([pack]);
    await keep("03-preview-accepted.txt", preview.stdout + preview.stderr);
    expectThat(preview.code === 0, "the corrected preview passes", preview.stdout + preview.stderr);
  });
}
