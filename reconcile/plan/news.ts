import { restoreCommand } from "../restore/restore-command.ts";
import type { NamedResource, StackNews } from "../lifecycle/settlement.ts";
import type { DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";
import { decidedAs, type Decided } from "./decide.ts";
import type { StackPlan } from "./stack-plan.ts";

/** What the dashboard issue of a stack says besides its pull requests. */
export function newsOf(decided: readonly Decided[], unplanned: StackPlan["unplanned"], { stack, order }: Pick<Scene, "stack" | "order">): StackNews {
  const command = (urn: string): string => restoreCommand(stack.ref, [urn]);
  // What a person has chosen stays among them with its tick, so that it can be chosen otherwise.
  const asked = decided.filter(({ decision }) => decision.onDrift === "ask" || (decision.by === "person" && order.direction === undefined));
  const toChoose = [...Map.groupBy(asked, ({ resource }) => resource)].map(([resource, own]) => ({
    ...named(resource),
    subject: resource.urn,
    paths: own.flatMap(({ path }) => path ?? []),
    offered: own[0]!.decision.offered,
    urgency: own.length,
  }));
  const byHand = order.settings.restore.as === "issue" ? [...Map.groupBy(decidedAs(decided, "restore"), ({ resource }) => resource)] : [];
  return {
    toChoose,
    refused: unplanned.flatMap(({ resource, path, refusal }) => (refusal ? [{ ...named(resource), ...(path === undefined ? {} : { path }), refusal, ...(refusal.code === "pending" ? {} : { restore: command(resource.urn) }) }] : [])),
    restores: byHand.map(([resource, own]) => ({ ...named(resource), paths: own.flatMap(({ path }) => path ?? []), command: command(resource.urn) })),
    errors: [],
  };
}

function named({ urn, name, type }: DriftedResource): NamedResource {
  return { urn, name, type };
}
