import type { ZodMiniType } from "zod/mini";
import type { Enforcement, Framework, Severity } from "./finding";
import type { Neighbours } from "./neighbours";
import type { Place } from "./place";
import type { Subject } from "./resource";
import type { SnapshotBlock, SnapshotName } from "./snapshot";
import type { WireObject } from "./wire";

/** What a rule says of one resource. Values in the texts show themselves (`${value}`), so that a secret shows as `[secret]`. */
export interface Report {
  (message: string, details?: ReportDetails): void;
  /** Judges one after the other; where one cannot be decided the others still are. */
  each<T>(items: Iterable<T>, judge: (item: T) => void): void;
}

/** What is said of one violation besides its message. */
export interface ReportDetails {
  /** Default: the rule's own. */
  fix?: string;
  /** URNs of the other resources that it is about. */
  related?: readonly string[];
  /** For a case that is worth less than the rule says; never raises what is configured. */
  level?: "advisory";
  /** Default: the rule's own. */
  severity?: Severity;
}

export interface PolicyContext<Options = unknown> {
  /** As configured, with the rule's defaults. */
  options: Options;
  neighbours: Neighbours;
  /** The day of the judgement, YYYY-MM-DD. */
  today: string;
}

/** A resource of an example; its URN is made from type and name. */
export interface ExampleResource {
  type: string;
  name?: string;
  inputs: WireObject;
  /** Properties that take their value from other resources of the example, by name. */
  uses?: Record<string, string | readonly string[]>;
  id?: string;
  outputs?: WireObject;
  provider?: { type: string; inputs: WireObject };
}

/** A resource of another stack, or of an earlier time, as the estate snapshot keeps it. */
export interface ExampleForeignResource {
  type: string;
  name?: string;
  /** Default: `other/prod`. */
  stack?: string;
  inputs: WireObject;
  id?: string;
  arn?: string;
  place?: Place;
}

export interface Example {
  title: string;
  resources: readonly ExampleResource[];
  /** What other stacks of the estate use. */
  estate?: { blocks?: readonly SnapshotBlock[]; names?: readonly SnapshotName[]; resources?: readonly ExampleForeignResource[] };
  /** How the stack itself was at the last scan. */
  previously?: readonly Omit<ExampleForeignResource, "stack">[];
  /** Options of the rule, as in the configuration. */
  options?: Record<string, unknown>;
}

/** `says`: what the message or the fix must hold. */
export type BadExample = Example & { says: readonly string[] };

/** One rule. Kind of plug-in: one file in policypacks/<pack>/, named by its id, exporting `policy`. */
export interface Policy<Options = unknown> {
  /** `<pack>-<what>`; what users type and never changes. */
  id: string;
  /** The rule as a sentence that is true where it is kept. */
  title: string;
  severity: Severity;
  /** Default level; the configuration may change it. */
  enforcement: Enforcement;
  why: string;
  /** How to put it right in general; a report may say it for the case. */
  fix: string;
  /** Where a benchmark or framework asks for the same. */
  framework?: Framework;
  /** Normalised type tokens; `kubernetes:*` for all of a cloud, `*` for all of every cloud. */
  types: readonly string[];
  /** What it looks at besides the resource: others of the stack, or of the whole estate. Asked again at the end, when all of the stack is known. */
  needs?: "stack" | "estate";
  /** Schema of the options, every one of them with a default. */
  options?: ZodMiniType<Options>;
  check(subject: Subject, report: Report, context: PolicyContext<Options>): void;
  /**
   * The inputs with the violation put right, or `undefined` where there is nothing to do or no safe way. Only where the
   * configuration raises the rule to `remediate`. What it does not change must be the very value that was there: secrets keep their marks so.
   */
  remediate?(subject: Subject, context: PolicyContext<Options>): WireObject | undefined;
  /** Its tests and its documentation: for each cloud at least one that passes and one that is refused. */
  examples: { good: readonly Example[]; bad: readonly BadExample[] };
}

/** Declares a rule. @throws {Error} where its id has no pack in front; `policy` is the pack of what is said about a check itself */
export function definePolicy<Options>(policy: Policy<Options>): Policy<Options> {
  if (!/^(?!policy-)[a-z][a-z0-9]*-[a-z0-9-]+$/.test(policy.id)) throw new Error(`"${policy.id}" does not begin with its pack, as "network-"`);
  return policy;
}

export function packOf(id: string): string {
  return id.slice(0, id.indexOf("-"));
}
