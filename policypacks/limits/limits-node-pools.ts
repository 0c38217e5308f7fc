import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { bound, flag } from "./_shared/options";

const options = z.strictObject({
  least: bound("how many nodes a pool or group must keep at least"),
  most: bound("how many nodes a pool or group may grow to"),
  autoscaling: flag("whether pools must grow and shrink with their load"),
});

/** Where a pool says its sizes. */
interface PoolPlaces {
  /** Pattern of the object that describes a pool; empty for the resource itself. */
  at?: string;
  min: string;
  max: string;
  now: string;
  /** A property that switches autoscaling on. Without one, a most above the least does. */
  grows?: string;
}

const AKS = { min: "minCount", max: "maxCount", now: "count", grows: "enableAutoScaling" };

const POOLS: Record<string, readonly PoolPlaces[]> = {
  "aws:autoscaling/group:Group": [{ min: "minSize", max: "maxSize", now: "desiredCapacity" }],
  "aws:eks/nodeGroup:NodeGroup": [{ min: "scalingConfig.minSize", max: "scalingConfig.maxSize", now: "scalingConfig.desiredSize" }],
  "azure-native:containerservice:AgentPool": [AKS],
  "azure-native:containerservice:ManagedCluster": [{ at: "agentPoolProfiles.*", ...AKS }],
  "gcp:container/nodePool:NodePool": [{ min: "autoscaling.minNodeCount", max: "autoscaling.maxNodeCount", now: "nodeCount", grows: "autoscaling" }, { min: "autoscaling.totalMinNodeCount", max: "autoscaling.totalMaxNodeCount", now: "there is none", grows: "autoscaling" }],
  "alicloud:cs/nodePool:NodePool": [{ min: "scalingConfig.minSize", max: "scalingConfig.maxSize", now: "desiredSize", grows: "scalingConfig.enable" }],
  "alicloud:ess/scalingGroup:ScalingGroup": [{ min: "minSize", max: "maxSize", now: "desiredCapacity" }],
};

export const policy = definePolicy({
  id: "limits-node-pools",
  title: "Pools of nodes have sizes that fit each other, and stay within what is agreed",
  severity: "medium",
  enforcement: "mandatory",
  why: "A pool with a slip in its most grows all night; one whose least is above its most is refused by the cloud in the middle of an update. How small and how large pools may be is judged when it is configured.",
  fix: "Change the sizes of the pool.",
  types: Object.keys(POOLS),
  options,
  check(subject, report, { options: { least, most, autoscaling } }) {
    const pools = poolsOf(subject);
    report.each(pools, pool => {
      judgeOrder(pool, report);
      report.each([pool.max, pool.now], value => {
        const size = most === undefined ? undefined : value.number();
        if (size !== undefined && size > most!) report(`${value.path} is ${value}, more than the ${countOf(most!, "node")} allowed.`, { fix: `Set it to ${most} or less, or raise \`most\` of limits-node-pools.` });
      });
      const smallest = least === undefined ? undefined : (pool.min.number() ?? pool.now.number());
      if (smallest !== undefined && smallest < least!) report(`${(pool.min.isMissing ? pool.now : pool.min).path} is ${smallest}, less than the ${countOf(least!, "node")} asked for.`, { fix: `Set it to ${least} or more.` });
    });
    // Google Cloud says sizes for each zone or for all of them; either will do.
    if (autoscaling && pools.length > 0 && !pools.some(grows)) report("The pool does not grow and shrink with its load.", { fix: `Set ${POOLS[subject.type]![0]!.grows ?? POOLS[subject.type]![0]!.max} so that it may grow.` });
  },
  examples: {
    good: [
      { title: "a group that may grow to six", resources: [group({ minSize: 2, maxSize: 6, desiredCapacity: 3 })], options: { least: 2, most: 6, autoscaling: true } },
      { title: "a large group, and nothing is agreed", resources: [group({ minSize: 0, maxSize: 500 })] },
      { title: "a pool of Azure", resources: [aks({ enableAutoScaling: true, minCount: 2, maxCount: 5 })], options: { most: 5, autoscaling: true } },
      { title: "a pool of Google Cloud", resources: [gke({ autoscaling: { minNodeCount: 1, maxNodeCount: 3 } })], options: { most: 3, autoscaling: true } },
      { title: "a pool of Alicloud", resources: [ack({ desiredSize: "3" })], options: { most: 3 } },
    ],
    bad: [
      { title: "a group upside down", resources: [group({ minSize: 5, maxSize: 3 })], says: ["minSize 5 is more than maxSize 3"] },
      { title: "more wanted than may be", resources: [{ type: "aws:eks/nodeGroup:NodeGroup", inputs: { scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 5 } } }], says: ["scalingConfig.desiredSize 5 is more than scalingConfig.maxSize 3"] },
      { title: "a group that may grow too far", resources: [group({ minSize: 1, maxSize: 500 })], options: { most: 20 }, says: ["maxSize is 500, more than the 20"] },
      { title: "a pool of Azure of one node", resources: [{ type: "azure-native:containerservice:ManagedCluster", inputs: { agentPoolProfiles: [{ name: "system", count: 1 }] } }], options: { least: 2, autoscaling: true }, says: ["agentPoolProfiles[0].count is 1, less than the 2", "does not grow"] },
      { title: "a pool of Google Cloud of a fixed size", resources: [gke({ nodeCount: 3 })], options: { autoscaling: true }, says: ["does not grow", "autoscaling"] },
      { title: "a pool of Alicloud that may grow too far", resources: [ack({ scalingConfig: { enable: true, minSize: 1, maxSize: 100 } })], options: { most: 10 }, says: ["scalingConfig.maxSize is 100"] },
    ],
  },
});

interface Pool {
  min: Value;
  max: Value;
  now: Value;
  switch: Value | undefined;
}

function poolsOf({ type, props }: Subject): Pool[] {
  return (POOLS[type] ?? []).flatMap(({ at, min, max, now, grows: on }) =>
    (at ? props.find(at) : [props]).map(pool => {
      const part = (path: string) => pool.at(...path.split("."));
      return { min: part(min), max: part(max), now: part(now), switch: on === undefined ? undefined : part(on) };
    }),
  );
}

/** @throws {Undecided} */
function grows({ min, max, switch: on }: Pool): boolean {
  if (on) return on.isObject ? !max.isMissing : on.flag() === true;
  return (max.number() ?? 0) > (min.number() ?? 0);
}

function judgeOrder({ min, max, now, switch: on }: Pool, report: Report): void {
  // Bounds that are switched off hold nothing.
  if (on && !on.isObject && on.flag() === false) return;
  report.each([[min, max], [now, max], [min, now]] as const, ([low, high]) => {
    if (low.isMissing || high.isMissing) return;
    const [least, most] = [low.number(), high.number()];
    if (least !== undefined && most !== undefined && least > most) report(`${low.path} ${low} is more than ${high.path} ${high}.`, { fix: "Let the least be no more than what is wanted, and that no more than the most." });
  });
}

function group(inputs: WireObject): ExampleResource {
  return { type: "aws:autoscaling/group:Group", inputs };
}

function aks(inputs: WireObject): ExampleResource {
  return { type: "azure-native:containerservice:AgentPool", inputs };
}

function gke(inputs: WireObject): ExampleResource {
  return { type: "gcp:container/nodePool:NodePool", inputs };
}

function ack(inputs: WireObject): ExampleResource {
  return { type: "alicloud:cs/nodePool:NodePool", inputs };
}
