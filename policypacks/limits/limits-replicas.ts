import * as z from "zod/mini";
import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { bound } from "./_shared/options";

const WORKLOADS = ["kubernetes:apps:Deployment", "kubernetes:apps:ReplicaSet", "kubernetes:apps:StatefulSet", "kubernetes:core:ReplicationController"];
const AUTOSCALER = "kubernetes:autoscaling:HorizontalPodAutoscaler";

const options = z.strictObject({
  min: bound("how many replicas a workload must have at least"),
  max: bound("how many it may have at most, by itself or by its autoscaler"),
});

/** The workloads that autoscalers of the stack size, as `<kind> <namespace> <name>`, with the autoscaler's URN. */
const autoscaled: IndexDefinition<Map<string, string>> = {
  types: [AUTOSCALER],
  start: () => new Map(),
  add(index, subject) {
    const target = subject.props.at("spec", "scaleTargetRef");
    if (!subject.isForeign) index.set(`${target.at("kind").text()} ${namespaceOf(subject)} ${target.at("name").text()}`, subject.urn);
  },
};

export const policy = definePolicy({
  id: "limits-replicas",
  title: "Workloads have as many replicas as agreed",
  severity: "low",
  enforcement: "mandatory",
  why: "One replica is away whenever its node is, and a hundred are paid for though ten would do. Numbers are judged when they are configured; an autoscaler whose least is above its most is refused by Kubernetes, and one that sizes a workload with a number of its own is set back at every update.",
  fix: "Change the number of replicas.",
  framework: { name: "Kubernetes horizontal pod autoscaling", reference: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/" },
  types: [...WORKLOADS, AUTOSCALER],
  needs: "stack",
  options,
  check(subject, report, { options: { min, max }, neighbours }) {
    if (subject.resource.type.endsWith("Patch")) return;
    if (subject.type === AUTOSCALER) return judgeAutoscaler(subject, { min, max }, report);
    const replicas = subject.props.at("spec", "replicas");
    const isBounded = min !== undefined || max !== undefined;
    // Without bounds it is only advice, which a name that is not known yet is not worth.
    const autoscaler = isBounded ? autoscalerOf(subject, neighbours) : ifKnown(() => autoscalerOf(subject, neighbours));
    if (autoscaler && !replicas.isMissing) report(`${replicas.path} is ${replicas}, and an autoscaler sizes this workload: each update sets it back.`, { fix: "Leave spec.replicas out.", related: [autoscaler], level: "advisory" });
    if (!autoscaler && isBounded) judgeBounds(replicas, { amount: replicas.number() ?? 1, min, max }, report);
  },
  examples: {
    good: [
      { title: "three replicas", resources: [deployment({ replicas: 3 })], options: { min: 2, max: 10 } },
      { title: "one replica, and nothing is agreed", resources: [deployment({})] },
      { title: "none for now", resources: [deployment({ replicas: 0 })], options: { min: 2 } },
      { title: "a workload that an autoscaler sizes", resources: [deployment({}), autoscaler({ minReplicas: 2, maxReplicas: 10 })], options: { min: 2, max: 10 } },
    ],
    bad: [
      { title: "one replica", resources: [deployment({})], options: { min: 2 }, says: ["spec.replicas is not set, which means 1, less than the 2"] },
      { title: "too many", resources: [deployment({ replicas: 50 })], options: { max: 20 }, says: ["spec.replicas is 50, more than the 20"] },
      { title: "an autoscaler that begins with one", resources: [autoscaler({ maxReplicas: 5 })], options: { min: 2 }, says: ["spec.minReplicas is not set, which means 1"] },
      { title: "an autoscaler that may go too far", resources: [autoscaler({ minReplicas: 2, maxReplicas: 500 })], options: { max: 50 }, says: ["spec.maxReplicas is 500"] },
      { title: "an autoscaler upside down", resources: [autoscaler({ minReplicas: 5, maxReplicas: 3 })], says: ["spec.minReplicas 5 is more than spec.maxReplicas 3"] },
      { title: "a number beside an autoscaler", resources: [deployment({ replicas: 3 }), autoscaler({ minReplicas: 2, maxReplicas: 5 })], says: ["an autoscaler sizes this workload"] },
    ],
  },
});

/** The autoscaler of the stack that sizes a workload. @throws {Undecided} */
function autoscalerOf(subject: Subject, neighbours: Neighbours): string | undefined {
  if (neighbours.leavesToEnd) return undefined;
  const autoscalers = neighbours.index(autoscaled);
  const kind = subject.type.slice(subject.type.lastIndexOf(":") + 1);
  return autoscalers.size === 0 ? undefined : autoscalers.get(`${kind} ${namespaceOf(subject)} ${subject.props.at("metadata", "name").text()}`);
}

interface Bounds {
  min: number | undefined;
  max: number | undefined;
}

function judgeAutoscaler({ props }: Subject, { min, max }: Bounds, report: Report): void {
  const [least, most] = [props.at("spec", "minReplicas"), props.at("spec", "maxReplicas")];
  report.each([
    () => judgeBounds(least, { amount: min === undefined ? undefined : (least.number() ?? 1), min, max: undefined }, report),
    () => judgeBounds(most, { amount: max === undefined ? undefined : most.number(), min: undefined, max }, report),
    () => {
      const [low, high] = [least.number() ?? 1, most.number()];
      if (high !== undefined && low > high) report(`${least.path} ${low} is more than ${most.path} ${high}.`, { fix: "Let the least be no more than the most: Kubernetes refuses it." });
    },
  ], judge => judge());
}

/** Nought replicas are a workload that is switched off on purpose. */
function judgeBounds(value: Value, { amount, min, max }: Bounds & { amount: number | undefined }, report: Report): void {
  if (amount === undefined || amount === 0) return;
  const is = value.isMissing ? `is not set, which means ${amount}` : `is ${value}`;
  if (min !== undefined && amount < min) report(`${value.path} ${is}, less than the ${min} asked for.`, { fix: `Set ${value.path} to ${min} or more.` });
  if (max !== undefined && amount > max) report(`${value.path} ${is}, more than the ${max} allowed.`, { fix: `Set ${value.path} to ${max} or less.` });
}

function namespaceOf({ props }: Subject): string {
  return props.at("metadata", "namespace").text() ?? "default";
}

function deployment(spec: WireObject): ExampleResource {
  return { type: "kubernetes:apps/v1:Deployment", name: "web", inputs: { metadata: { name: "web" }, spec } };
}

function autoscaler(spec: WireObject): ExampleResource {
  return { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", name: "scaler", inputs: { metadata: { name: "web" }, spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, ...spec } } };
}
