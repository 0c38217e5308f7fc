import * as z from "zod/mini";
import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import type { Wire, WireObject } from "../_kit/wire";
import { flag } from "./_shared/options";

const BUDGET = "kubernetes:policy:PodDisruptionBudget";
const WORKLOADS = ["kubernetes:apps:Deployment", "kubernetes:apps:StatefulSet"];

const options = z.strictObject({
  required: flag("whether each workload of two and more replicas must have a disruption budget in the stack"),
});

const budgetsAndWorkloads: IndexDefinition<Map<string, Subject>> = {
  types: [BUDGET, ...WORKLOADS],
  start: () => new Map(),
  add: (index, subject) => void (subject.isForeign || index.set(subject.urn, subject)),
};

export const policy = definePolicy({
  id: "limits-k8s-disruption",
  title: "Pods may be moved away one after the other, and not all at once",
  severity: "medium",
  enforcement: "mandatory",
  why: "Without a budget an upgrade of the nodes may take all replicas at once; with one that allows no disruption it never ends, and waits for somebody who deletes the pod by hand at night. A budget that can never be kept is advised against; that there is one is judged when it is configured.",
  fix: "Let the budget allow one pod to be away.",
  framework: { name: "Kubernetes disruption budgets", reference: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/" },
  types: [BUDGET, ...WORKLOADS],
  needs: "stack",
  options,
  check(subject, report, { options: { required }, neighbours }) {
    if (subject.resource.type.endsWith("Patch")) return;
    if (subject.type === BUDGET) judgeBudget(subject, neighbours, report);
    else if (required && neighbours.knowsAll) judgeWorkload(subject, neighbours, report);
  },
  examples: {
    good: [
      { title: "one of three may be away", resources: [deployment(3), budget({ minAvailable: 2 })], options: { required: true } },
      { title: "a share of them", resources: [deployment(4), budget({ maxUnavailable: "25%" })], options: { required: true } },
      { title: "no budget, and nothing is agreed", resources: [deployment(3)] },
      { title: "a workload of one replica", resources: [deployment(1)], options: { required: true } },
    ],
    bad: [
      { title: "none may be away", resources: [budget({ maxUnavailable: 0 })], says: ["spec.maxUnavailable is 0, so no pod may ever be moved"] },
      { title: "all must be there", resources: [budget({ minAvailable: "100%" })], says: ["spec.minAvailable is 100%"] },
      { title: "as many as there are", resources: [deployment(2), budget({ minAvailable: 2 })], says: ["spec.minAvailable is 2", "2 replicas"] },
      { title: "no budget", resources: [deployment(3)], options: { required: true }, says: ["no PodDisruptionBudget"] },
      { title: "a budget of other pods", resources: [deployment(3), budget({ minAvailable: 1 }, { app: "other" })], options: { required: true }, says: ["no PodDisruptionBudget"] },
    ],
  },
});

function judgeBudget(budget: Subject, neighbours: Neighbours, report: Report): void {
  const [away, there] = [budget.props.at("spec", "maxUnavailable"), budget.props.at("spec", "minAvailable")];
  if (/^0%?$/.test(away.text() ?? "")) tell(away);
  else if (there.text() === "100%") tell(there);
  else if (neighbours.knowsAll && /^\d+$/.test(there.text() ?? "")) {
    for (const workload of others(neighbours).filter(other => other.type !== BUDGET && covers(budget, other))) {
      const replicas = replicasOf(workload);
      if (replicas > 0 && there.number()! >= replicas) tell(there, `, and "${workload.name}" has ${replicas} replica${replicas === 1 ? "" : "s"}`, [workload.urn]);
    }
  }

  function tell(value: Value, besides = "", related: string[] = []): void {
    report(`${value.path} is ${value}${besides}, so no pod may ever be moved.`, { fix: "Set maxUnavailable to 1, or have more replicas.", related, level: "advisory" });
  }
}

function judgeWorkload(workload: Subject, neighbours: Neighbours, report: Report): void {
  const replicas = replicasOf(workload);
  if (replicas < 2 || others(neighbours).some(other => other.type === BUDGET && covers(other, workload))) return;
  report(`It has ${replicas} replicas and no PodDisruptionBudget in the stack.`, { fix: "Make a PodDisruptionBudget with maxUnavailable 1 whose selector has the pods' labels." });
}

function others(neighbours: Neighbours): Subject[] {
  return [...neighbours.index(budgetsAndWorkloads).values()];
}

function replicasOf({ props }: Subject): number {
  return props.at("spec", "replicas").number() ?? 1;
}

/** Whether a budget is about a workload's pods: in its namespace, and with labels that its selector asks for. What is not known is taken to be no match. */
function covers(budget: Subject, workload: Subject): boolean {
  const labels = workload.props.at("spec", "template", "metadata", "labels");
  const selector = budget.props.at("spec", "selector", "matchLabels");
  return ifKnown(() => namespaceOf(budget) === namespaceOf(workload) && selector.entries().every(([key, value]) => labels.at(key).text() === value.text()) && selector.entries().length > 0) ?? false;
}

function namespaceOf({ props }: Subject): string {
  return props.at("metadata", "namespace").text() ?? "default";
}

function deployment(replicas: number): ExampleResource {
  return { type: "kubernetes:apps/v1:Deployment", name: "web", inputs: { spec: { replicas, template: { metadata: { labels: { app: "web", tier: "front" } } } } } };
}

function budget(spec: WireObject, matchLabels: Wire = { app: "web" }): ExampleResource {
  return { type: "kubernetes:policy/v1:PodDisruptionBudget", name: "budget", inputs: { spec: { selector: { matchLabels }, ...spec } } };
}
