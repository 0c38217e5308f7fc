import type { LimitFunction } from "p-limit";
import type { GuidedError } from "../model/guided-error.ts";
import type { Places } from "./open-places.ts";
import type { StackPlan } from "./plan/stack-plan.ts";
import type { ReconcileOrder, ReconcilePorts } from "./ports.ts";
import type { SourcedStack } from "./scene.ts";

/** What every part of one reconciliation works with. */
export interface Run {
  order: ReconcileOrder;
  ports: ReconcilePorts;
  places: Places;
  /** Over all repositories: a machine previews no more programs at once. */
  atOnce: LimitFunction;
}

/** What each stack asks for, or why it could not be told. */
export type Plans = ReadonlyMap<SourcedStack, StackPlan | GuidedError>;
