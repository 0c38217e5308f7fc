import { formatPath } from "../../model/property-path.ts";
import { stackName } from "../../model/stack.ts";
import { groupsOf, subjectOf, type Group } from "../proposals/group.ts";
import { branchName } from "../pull-request/identity.ts";
import { differences } from "../requests/differences.ts";
import type { DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";
import type { Planned } from "./stack-plan.ts";

/** What programs have taken over already, and states do not know: pull requests of ours that were merged may be what it waits for. */
export function waitingCandidates(agreed: readonly DriftedResource[], scene: Scene): Planned[] {
  const { stack, order, plain, checkout, refreshed } = scene;
  const steps = new Map(plain.steps.map(step => [step.urn, step]));
  const pathsOf = ({ urn }: DriftedResource): string[] => differences(steps.get(urn)!).map(formatPath);
  const groups = order.settings.grouping === "none" ? agreed.flatMap(resource => pathsOf(resource).map((path): Group => ({ resources: [resource], asked: [], isOneResource: true, path }))) : groupsOf(agreed, [], order.settings.grouping);
  return groups.map(group => {
    const { key, name, subjects } = subjectOf(group, "adopt", scene);
    const candidate = {
      direction: "adopt" as const,
      stack: stackName(stack.ref),
      ...{ subjects, key, title: "", urgency: 0, onlyWaits: true as const },
      fingerprint: "",
      branch: branchName({ stack: stack.ref.stack, name, key }),
      base: checkout.baseCommit,
      state: refreshed.state,
      make: () => Promise.reject(new Error("what only waits is never made")),
    };
    return { candidate, group, vetoes: [] };
  });
}
