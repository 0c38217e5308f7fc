import { expect } from "vitest";
import { PaperWorld, RESOURCES } from "./paper-world.ts";
import { Killed, Stage, type Fault } from "./stage.ts";

export const [SITE] = RESOURCES;

/** A world in which one resource has drifted, and a run has opened its pull request. */
export async function opened(settings: ConstructorParameters<typeof PaperWorld>[0] = {}): Promise<PaperWorld> {
  const world = new PaperWorld(settings);
  world.drift.set(SITE.name, "A");
  await world.quietRun();
  expect(open(world)).toHaveLength(1);
  return world;
}

export const open = ({ forge }: PaperWorld) => forge.pulls.filter(({ state }) => state === "open");
export const dashboardOf = ({ forge }: PaperWorld, stack = "web/dev") => forge.issues.find(({ body }) => body.includes(`"stack":"${stack}"`))!;

export async function outcomes(world: PaperWorld): Promise<Record<string, string>> {
  const { settled } = await world.quietRun();
  return Object.fromEntries([...settled].map(([{ title }, { outcome }]) => [title, outcome]));
}

export async function faulty(world: PaperWorld, ...faults: Fault[]): Promise<void> {
  const stage = new Stage();
  await stage.play([world.run(stage.gate(faults)).then(() => undefined, (error: unknown) => (error instanceof Killed ? undefined : Promise.reject(error as Error)))], [0]);
}

/** A run during which something happens right before its first call of this name. */
export async function interrupted(world: PaperWorld, name: string, act: () => void): Promise<void> {
  let isDone = false;
  await world.run((call, carryOut) =>
    Promise.resolve().then(() => {
      if (call.name === name && !isDone) act();
      isDone ||= call.name === name;
      return carryOut();
    }),
  );
}

export function tick(world: PaperWorld, box: RegExp, stack?: string): void {
  const issue = dashboardOf(world, stack);
  expect(issue.body).toMatch(box);
  issue.body = issue.body.replace(box, text => text.replace("[ ]", "[x]"));
}
