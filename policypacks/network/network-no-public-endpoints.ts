import * as z from "zod/mini";
import { definePolicy } from "../_kit/policy";
import { alicloudEndpoints } from "./_shared/endpoints/alicloud-endpoints";
import { awsEndpoints } from "./_shared/endpoints/aws-endpoints";
import { azureEndpoints } from "./_shared/endpoints/azure-endpoints";
import { badEndpoints, goodEndpoints } from "./_shared/endpoints/examples";
import type { EndpointReader } from "./_shared/endpoints/exposure";
import { gcpEndpoints } from "./_shared/endpoints/gcp-endpoints";
import { kubernetesEndpoints } from "./_shared/endpoints/kubernetes-endpoints";

const ENDPOINTS: Record<string, EndpointReader> = { ...awsEndpoints, ...azureEndpoints, ...gcpEndpoints, ...alicloudEndpoints, ...kubernetesEndpoints };

const port = z.number().check(z.int(), z.minimum(1), z.maximum(65535));
const options = z.strictObject({
  publicPorts: z.prefault(z.array(port), [80, 443]).register(z.globalRegistry, { description: "ports that services of Kubernetes may offer to everybody" }),
  addresses: z.prefault(z.boolean(), false).register(z.globalRegistry, { description: "whether public addresses of machines, and subnets that give them, are told as well, as advice" }),
});

export const policy = definePolicy({
  id: "network-no-public-endpoints",
  title: "Databases and control planes cannot be reached from the internet",
  severity: "high",
  enforcement: "mandatory",
  why: "What has an address of the internet is found within hours, and then one weak password, one leaked token or one hole in its software is enough. Several clouds open control planes and databases to everybody unless they are told not to.",
  fix: "Keep it inside the network, or name who may reach it.",
  types: Object.keys(ENDPOINTS),
  options,
  check(subject, report, context) {
    report.each(ENDPOINTS[subject.type]!(subject, context.options), question => {
      const found = question();
      if (found) report(found.message, { fix: found.fix, ...(found.isAdvice ? { level: "advisory", severity: "medium" } : {}) });
    });
  },
  examples: { good: goodEndpoints, bad: badEndpoints },
});
