import pLimit from "p-limit";
import { type Discovery, discoverStacks } from "../../estate/discover-stacks.ts";
import type { Backend, UpdateInProgress } from "../../model/ports/engine.ts";
import { stackName, type StackRef } from "../../model/stack.ts";
import { count } from "../wording.ts";
import type { Workspace } from "../workspace.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Questions at once to one backend. */
const PARALLEL = 8;

/** Lists the stacks of every backend, says how it is read, and which of its stacks an update holds. */
export async function checkBackends({ backends }: Workspace): Promise<{ discovery: Discovery; findings: Finding[] }> {
  const discovery = await discoverStacks(backends);
  const findings = await Promise.all(backends.map(backend => checkBackend(backend, discovery)));
  return { discovery, findings: findings.flat() };
}

async function checkBackend(backend: Backend, { stacks, failures }: Discovery): Promise<Finding[]> {
  const { name } = backend;
  const dead = failures.find(failure => failure.backend === name);
  if (dead) return [bad(`backend ${name}`, dead.error)];
  const own = stacks.filter(ref => ref.backend === name);
  const how = (await backend.how?.()) || undefined;
  const counted = `backend ${name}: ${own.length === 0 ? "there is no stack in it" : count(own.length, "stack")}${how === undefined ? "" : `, ${how}`}`;
  if (own.length === 0) return [note(counted, `If there should be, check backends.${name}.url in trueup.yaml with \`pulumi stack ls --all\`.`)];
  return [good(counted), ...(await locksIn(backend, own))];
}

async function locksIn(backend: Backend, own: readonly StackRef[]): Promise<Finding[]> {
  const atOnce = pLimit(PARALLEL);
  const held = await Promise.all(own.map(ref => atOnce(async () => (await heldBy(backend, ref)) ?? [])));
  return held.flat();
}

async function heldBy(backend: Backend, ref: StackRef): Promise<Finding | undefined> {
  try {
    const update = await backend.updateInProgress(ref);
    return update && note(`${stackName(ref)}: an update is in progress${told(update)}`, "A scan skips it and never waits. Where nothing runs any more, `pulumi cancel` gives the lock back.");
  } catch (error) {
    return bad(`backend ${backend.name}`, error);
  }
}

function told({ by, since }: UpdateInProgress): string {
  return `${by === undefined ? "" : `, by ${by}`}${since === undefined ? "" : `, since ${since}`}`;
}
