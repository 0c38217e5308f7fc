import * as z from "zod/mini";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import { Undecided } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import type { Wire, WireObject } from "../_kit/wire";
import { containersOf, POD_SPECS } from "./_shared/kubernetes/containers";
import { bound, described, flag } from "./_shared/options";
import { parseQuantity } from "./_shared/quantity";

const WHATS = ["cpu", "memory", "ephemeral-storage"] as const;
type What = (typeof WHATS)[number];

const isQuantity = z.string().check(z.refine(text => parseQuantity(text) !== undefined, "is not a quantity, as 500m or 2Gi"));
const most = z.strictObject({ cpu: z.optional(isQuantity), memory: z.optional(isQuantity), "ephemeral-storage": z.optional(isQuantity) });

const options = z.strictObject({
  most: described(z.prefault(most, {}), 'the most that one container may ask for or be limited to, as `{ "cpu": "4", "memory": "8Gi", "ephemeral-storage": "10Gi" }`'),
  ratio: described(z.prefault(z.strictObject({ cpu: z.optional(z.number()), memory: z.optional(z.number()) }), {}), 'how many times its request a limit may be, as `{ "cpu": 4, "memory": 2 }`'),
  memoryEqual: flag("whether the limit for memory must be the request, so that a node never runs out of what it has promised"),
  ephemeralStorage: flag("whether each container must have a limit for ephemeral storage, so that no log file fills the node's disk"),
  maxContainers: bound("how many containers a pod may have, those that only begin it not counted"),
});
type Options = z.infer<typeof options>;

export const policy = definePolicy({
  id: "limits-k8s-amounts",
  title: "Containers ask for no more than agreed, and their limits are near their requests",
  severity: "medium",
  enforcement: "mandatory",
  why: "The scheduler counts requests, the node lives with limits: where they are far apart, the node is sold several times over, and a container that asks for more than any node has waits for ever. A request above its limit is refused by Kubernetes; all else is judged when it is configured.",
  fix: "Change the container's requests or limits.",
  framework: { name: "Kubernetes Pod resource management", reference: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/" },
  types: Object.keys(POD_SPECS),
  options,
  check(subject, report, { options: chosen }) {
    const containers = containersOf(subject);
    report.each(containers, container => {
      report.each(WHATS, what => judgeMost(container, what, { most: chosen.most[what], report }));
      report.each(WHATS, what => judgeRatio(container, what, { chosen, report }));
      if (chosen.ephemeralStorage && container.at("resources", "limits", "ephemeral-storage").text() === undefined) {
        report(`${nameOf(container)} has no resources.limits.ephemeral-storage.`, { fix: 'Set resources.limits.ephemeral-storage, as "1Gi".' });
      }
    });
    const lasting = containers.filter(({ path }) => !path.includes("initContainers"));
    if (chosen.maxContainers !== undefined && lasting.length > chosen.maxContainers) report(`The pod has ${lasting.length} containers, more than the ${chosen.maxContainers} allowed.`, { fix: "Make pods of their own for what can run apart." });
  },
  examples: {
    good: [
      { title: "limits near requests", resources: [deployment({ requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } })], options: { ratio: { cpu: 2, memory: 1 }, memoryEqual: true, most: { memory: "2Gi" } } },
      { title: "far apart, and nothing is agreed", resources: [deployment({ requests: { memory: "64Mi" }, limits: { memory: "8Gi" } })] },
      { title: "no limit to compare with", resources: [deployment({ requests: { cpu: "500m" } })], options: { ratio: { cpu: 2 } } },
    ],
    bad: [
      { title: "a request above its limit", resources: [deployment({ requests: { memory: "2Gi" }, limits: { memory: "1Gi" } })], says: ["requests.memory 2Gi", "more than its limit 1Gi"] },
      { title: "too much memory", resources: [deployment({ limits: { memory: "64Gi" } })], options: { most: { memory: "8Gi" } }, says: ["resources.limits.memory is 64Gi, more than the 8Gi"] },
      { title: "a limit that is far from its request", resources: [deployment({ requests: { cpu: "100m" }, limits: { cpu: "4" } })], options: { ratio: { cpu: 4 } }, says: ["limit for cpu is 40 times its request", "at most 4 times"] },
      { title: "memory that is promised but not there", resources: [deployment({ requests: { memory: "512Mi" }, limits: { memory: "1Gi" } })], options: { memoryEqual: true }, says: ["limit for memory is not its request"] },
      { title: "no limit for the node's disk", resources: [deployment({ limits: { memory: "1Gi" } })], options: { ephemeralStorage: true }, says: ["no resources.limits.ephemeral-storage"] },
      { title: "many containers", resources: [{ type: "kubernetes:core/v1:Pod", inputs: { spec: { containers: [{ name: "a" }, { name: "b" }, { name: "c" }] } } }], options: { maxContainers: 2 }, says: ["3 containers, more than the 2"] },
    ],
  },
});

function judgeMost(container: Value, what: What, { most: limit, report }: { most: string | undefined; report: Report }): void {
  if (limit === undefined) return;
  report.each(["requests", "limits"], part => {
    const value = container.at("resources", part, what);
    const amount = quantityIn(value);
    if (amount !== undefined && amount > parseQuantity(limit)!) report(`${value.path} is ${value}, more than the ${limit} allowed.`, { fix: `Use at most ${limit}, or raise \`most\` of limits-k8s-amounts.` });
  });
}

function judgeRatio(container: Value, what: What, { chosen: { ratio, memoryEqual }, report }: { chosen: Options; report: Report }): void {
  const request = container.at("resources", "requests", what);
  const limit = container.at("resources", "limits", what);
  const [asked, limited] = [quantityIn(request), quantityIn(limit)];
  if (asked === undefined || limited === undefined) return;
  const times = what === "ephemeral-storage" ? undefined : ratio[what];
  if (asked > limited) report(`${request.path} ${request} is more than its limit ${limit}.`, { fix: "Raise the limit or lower the request: Kubernetes refuses it." });
  else if (what === "memory" && memoryEqual && asked !== limited) report(`${nameOf(container)}: the limit for memory is not its request (${request} and ${limit}).`, { fix: "Set both to what the container really uses." });
  else if (times !== undefined && limited > asked * times) report(`${nameOf(container)}: the limit for ${what} is ${Math.round((limited / asked) * 10) / 10} times its request (${request} and ${limit}).`, { fix: `Let the limit be at most ${times} times the request.` });
}

/** @throws {Undecided} also where it is no quantity, because then nothing can be said of it */
function quantityIn(value: Value): number | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  const amount = parseQuantity(text);
  if (amount === undefined) throw new Undecided(`${value.path} as a quantity`, "on no record", "Write it as 500m, 2 or 1Gi.");
  return amount;
}

function nameOf(container: Value): string {
  return `${container.path} (${container.at("name")})`;
}

function deployment(resources: Wire): ExampleResource {
  const inputs: WireObject = { spec: { template: { spec: { containers: [{ name: "web", image: "nginx", resources }] } } } };
  return { type: "kubernetes:apps/v1:Deployment", inputs };
}
