import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { Wire } from "../_kit/wire";

/** Where the pod is, by normalised type. */
const POD_SPECS: Record<string, string> = {
  "kubernetes:core:Pod": "spec",
  "kubernetes:core:ReplicationController": "spec.template.spec",
  "kubernetes:apps:DaemonSet": "spec.template.spec",
  "kubernetes:apps:Deployment": "spec.template.spec",
  "kubernetes:apps:ReplicaSet": "spec.template.spec",
  "kubernetes:apps:StatefulSet": "spec.template.spec",
  "kubernetes:batch:CronJob": "spec.jobTemplate.spec.template.spec",
  "kubernetes:batch:Job": "spec.template.spec",
};

const REQUIREMENTS = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"] as const;

const options = z.strictObject({
  required: z.prefault(z.array(z.enum(REQUIREMENTS)), ["requests.cpu", "requests.memory", "limits.memory"]).register(z.globalRegistry, {
    description: "what each container must say; a limit for CPU is not asked for, because it slows a container down while CPUs are idle",
  }),
});

export const policy = definePolicy({
  id: "limits-k8s-resources",
  title: "Containers say how much they need and how much they may take",
  severity: "medium",
  enforcement: "mandatory",
  why: "Without requests the scheduler packs blindly; without a limit for memory one leak takes the node, and with it everybody on it.",
  fix: "Set resources.requests and resources.limits.",
  framework: { name: "Kubernetes Pod resource management", reference: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/" },
  types: Object.keys(POD_SPECS),
  options,
  check(subject, report, { options: { required } }) {
    // A patch says only what it changes: the rest may be there already.
    if (subject.resource.type.endsWith("Patch")) return;
    const pod = POD_SPECS[subject.type]!;
    const containers = [`${pod}.containers.*`, `${pod}.initContainers.*`].flatMap(path => subject.props.find(path));
    report.each(containers, container => {
      const missing = required.filter(requirement => isMissing(container, requirement));
      if (missing.length > 0) report(`${container.path} (${container.at("name")}) has no resources.${missing.join(", resources.")}.`, { fix: `Set ${missing.map(exampleOf).join(", ")} (or what the container really uses).` });
    });
  },
  examples: {
    good: [
      { title: "requests and a limit for memory", resources: [deployment({ requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } })] },
      { title: "a patch of something else", resources: [{ type: "kubernetes:apps/v1:DeploymentPatch", inputs: { spec: { template: { spec: { containers: [{ name: "web", image: "nginx:2" }] } } } } }] },
      { title: "only memory is asked for", resources: [deployment({ limits: { memory: "256Mi" } })], options: { required: ["limits.memory"] } },
    ],
    bad: [
      { title: "nothing", resources: [deployment({})], says: ["spec.template.spec.containers[0] (web)", "resources.requests.cpu, resources.requests.memory, resources.limits.memory"] },
      { title: "no limit in a job that runs by the clock", resources: [cronJob({ requests: { cpu: "1", memory: "1Gi" } })], says: ["resources.limits.memory"] },
      { title: "no limit in an item of a list", resources: [{ type: "kubernetes:core/v1:PodList", inputs: { items: [{ spec: { containers: [{ name: "web" }] } }] } }], says: ["items[0].spec.containers[0]"] },
    ],
  },
});

/** @throws {Undecided} where it cannot be known, so that an unknown is not taken for a missing one */
function isMissing(container: Value, requirement: (typeof REQUIREMENTS)[number]): boolean {
  const [part, what] = requirement.split(".") as [string, string];
  return container.at("resources", part, what).text() === undefined;
}

function exampleOf(requirement: (typeof REQUIREMENTS)[number]): string {
  return `resources.${requirement}: "${requirement.endsWith("cpu") ? "100m" : requirement.startsWith("limits") ? "256Mi" : "128Mi"}"`;
}

function deployment(resources: Wire): ExampleResource {
  return { type: "kubernetes:apps/v1:Deployment", inputs: { spec: { template: { spec: { containers: [{ name: "web", image: "nginx", resources }] } } } } };
}

function cronJob(resources: Wire): ExampleResource {
  return { type: "kubernetes:batch/v1:CronJob", inputs: { spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: "report", image: "report", resources }] } } } } } } };
}
