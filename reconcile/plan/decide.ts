import { formatPath } from "../../model/property-path.ts";
import type { OnDrift } from "../../model/reconcile-config.ts";
import type { Direction, Refusal } from "../../model/reconcile-report.ts";
import { directionOf, type Decision } from "../directions/direction-of.ts";
import type { Asked, DriftedResource } from "../requests/drifted-resources.ts";
import type { RefusalCode } from "../refusal.ts";
import type { Scene } from "../scene.ts";

/** What people chose on the dashboard issue for `<urn> <path>`, or for a URN. */
export type Choices = (subject: string) => Direction | undefined;

/** One property that drifted, or one resource that differs as a whole, and what is to become of it. */
export interface Decided {
  resource: DriftedResource;
  /** Absent: the whole resource. */
  path?: string;
  /** Absent: there is nothing that the editor could be asked. */
  asked?: Asked;
  decision: Decision;
  /** Why it cannot be adopted, where that is known without asking the editor. */
  refusal?: Refusal;
}

/** Decides every difference of a stack by itself. */
export function decide(resources: readonly DriftedResource[], { stack, order }: Pick<Scene, "stack" | "order">, around: { choices: Choices; forbidden: ReadonlyMap<string, string> }): Decided[] {
  const decideOne = directionOf(stack);
  return resources.flatMap(resource => {
    const { urn, type, name, kind } = resource;
    const violation = around.forbidden.get(urn);
    const decisionOn = (path: string | undefined): Decision => {
      const chosen = order.direction ?? (path === undefined ? undefined : around.choices(`${urn} ${path}`)) ?? around.choices(urn);
      return decideOne({ type, name, isDeleted: kind === "deleted", isForbidden: violation !== undefined, ...(path === undefined ? {} : { path }), ...(chosen === undefined ? {} : { chosen }) });
    };
    const veto = violation === undefined ? {} : { refusal: { code: "policy" satisfies RefusalCode, message: `A policy forbids the cloud's value: ${violation}`, hint: "It is offered as restore only." } };
    return [
      ...resource.requests.map(request => ({ resource, path: formatPath(request.path), asked: { resource, request }, decision: decisionOn(formatPath(request.path)), ...veto })),
      ...resource.refused.map(({ path, ...refusal }) => ({ resource, ...(path === undefined ? {} : { path }), decision: decisionOn(path), refusal })),
    ];
  });
}

/** Those whose decision is this one. */
export function decidedAs(all: readonly Decided[], onDrift: OnDrift): Decided[] {
  return all.filter(({ decision }) => decision.onDrift === onDrift);
}
