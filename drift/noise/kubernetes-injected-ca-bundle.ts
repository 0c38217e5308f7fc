import { valueAt } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { objectAt } from "./_shared/amounts.ts";

const WEBHOOK = "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration";
const INJECTED_BY = ["cert-manager.io/inject-ca-from", "cert-manager.io/inject-ca-from-secret", "cert-manager.io/inject-apiserver-ca", "service.beta.openshift.io/inject-cabundle"];
const injected = { metadata: { annotations: { "cert-manager.io/inject-ca-from": "shop/webhook" } } };

export const rule: NoiseRule = {
  id: "kubernetes-injected-ca-bundle",
  title: "CA bundles that a controller injects",
  why: "With an annotation of the program, cert-manager or OpenShift writes and renews `caBundle`.",
  issue: "https://github.com/rancher/fleet/issues/5368",
  types: ["kubernetes:admissionregistration.k8s.io/*", "kubernetes:apiextensions.k8s.io/*", "kubernetes:apiregistration.k8s.io/*"],
  isNoise: ({ path, inputs, found }) =>
    path.at(-1) === "caBundle" && INJECTED_BY.some(name => name in objectAt(inputs, "metadata", "annotations") && valueAt(found, ["metadata", "annotations", name]) === objectAt(inputs, "metadata", "annotations")[name]),
  examples: {
    noise: [{ shows: "cert-manager renewed the bundle", type: WEBHOOK, recorded: { ...injected, webhooks: [{ name: "v", clientConfig: { caBundle: "b2xk" } }] }, found: { ...injected, webhooks: [{ name: "v", clientConfig: { caBundle: "bmV3" } }] } }],
    drift: [{ shows: "no annotation of the program asks for it", type: WEBHOOK, recorded: { webhooks: [{ clientConfig: { caBundle: "b2xk" } }] }, found: { ...injected, webhooks: [{ clientConfig: { caBundle: "bmV3" } }] } }],
  },
};
