import { findLeaks } from "../find-leaks.ts";
import { expectThat, type Story } from "../story.ts";

/** Every byte of the demo's folder, states and checkouts included, is searched for the secrets that were made up for it. */
export async function noSecretTold(story: Story, folder: string, secrets: readonly string[]): Promise<void> {
  story.chapter("At the end");
  await story.step("No secret of the estate is anywhere in what was written", async ({ note }) => {
    const { files, leaks } = await findLeaks(folder, secrets);
    expectThat(leaks.length === 0, "no secret is found", leaks.join("\n"));
    note(`${secrets.length} secrets, in every encoding they travel in, looked for in ${files} files`);
  });
}
