import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { Wire } from "../_kit/wire";
import { addDefaults } from "./_shared/kubernetes/add-defaults";
import { containersOf, POD_SPECS } from "./_shared/kubernetes/containers";
import { described } from "./_shared/options";

const REQUIREMENTS = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"] as const;

const quantities = z.strictObject({ cpu: z.optional(z.string()), memory: z.optional(z.string()) });

const options = z.strictObject({
  required: described(z.prefault(z.array(z.enum(REQUIREMENTS)), ["requests.cpu", "requests.memory", "limits.memory"]), "what each container must say; a limit for CPU is not asked for, because it slows a container down while CPUs are idle"),
  defaults: described(
    z.prefault(z.strictObject({ requests: z.optional(quantities), limits: z.optional(quantities) }), {}),
    'what containers are given that lack something required, at level `remediate`, as `{ "requests": { "cpu": "100m", "memory": "128Mi" }, "limits": { "memory": "256Mi" } }`',
  ),
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
    report.each(containersOf(subject), container => {
      const missing = required.filter(requirement => isMissing(container, requirement));
      if (missing.length > 0) report(`${container.path} (${container.at("name")}) has no resources.${missing.join(", resources.")}.`, { fix: `Set ${missing.map(exampleOf).join(", ")} (or what the container really uses).` });
    });
  },
  remediate({ type, resource }, { options: { required, defaults } }) {
    if (resource.type.endsWith("Patch")) return undefined;
    return addDefaults({ type, inputs: resource.inputs, defaults, wanted: required });
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
