import { join } from "node:path";
import type { RunningForge } from "../../../test/forge/start-forge.ts";
import type { DeployedEstate } from "../estate.ts";
import { configureTrueup, deployInto, emptyFolder, publishEstate, startClouds, type Clouds, type Trueup } from "../stage.ts";
import { startReceiver } from "../serving.ts";
import { expectThat, type Story } from "../story.ts";

export interface Stage {
  /** Where the story's files go; its folder `work` holds states and checkouts. */
  folder: string;
  clouds: Clouds;
  estate: DeployedEstate;
  forge: RunningForge;
  trueup: Trueup;
  /** Who is told of the service's scans. */
  told: Awaited<ReturnType<typeof startReceiver>>;
}

/** Clouds, a deployed estate, its programs on a forge, and Trueup configured to look after them. `onStop` takes what has to be ended. */
export async function setTheStage(story: Story, folder: string, onStop: (stop: () => Promise<void>) => void): Promise<Stage> {
  story.chapter("Setting the stage");
  const work = join(folder, "work");

  const clouds = await story.step("An AWS API server with two accounts, and four more clouds, are started", async () => {
    await emptyFolder(folder);
    const started = await startClouds();
    onStop(started.stop);
    return started;
  });

  const estate = await story.step("The estate is deployed by the real engine, its secrets made up on the spot", async ({ note }) => {
    const deployed = await deployInto(clouds, work, () => {});
    note(deployed.stacks.map(({ project, stack }) => `${project}/${stack}`).join(", "));
    return deployed;
  });

  const forge = await story.step("Its programs are on a forge: git over HTTP and GitHub's REST API", async () => {
    const published = await publishEstate(estate);
    onStop(published.stop);
    return published;
  });

  const told = await startReceiver();
  onStop(told.stop);
  const trueup = await story.step("Trueup is configured, with a read-only role to assume in each AWS account", async ({ keep }) => {
    const configured = await configureTrueup({ folder, clouds, estate, forge, receiver: told.url });
    onStop(configured.stop);
    const doctor = await configured.run("doctor");
    await keep("00-doctor.txt", doctor.stdout + doctor.stderr);
    expectThat(doctor.code === 0, "`trueup doctor` finds nothing wrong", doctor.stdout + doctor.stderr);
    return configured;
  });

  return { folder, clouds, estate, forge, trueup, told };
}
