import type { Value } from "../../../_kit/value";
import { SENSITIVE_PORTS } from "../exposed-ports";
import { blocksIn, type EndpointReader, everybody, type Question, unlimitedBy } from "./exposure";

/** Annotations by which load balancers of the clouds get addresses of the network only, and what they say then. */
const INTERNAL: Record<string, string> = {
  "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
  "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
  "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
  "networking.gke.io/load-balancer-type": "internal",
  "cloud.google.com/load-balancer-type": "internal",
  "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": "intranet",
};
/** Annotations that say who may connect, with commas between the blocks. */
const LIMITS = ["service.beta.kubernetes.io/load-balancer-source-ranges", "service.beta.kubernetes.io/azure-allowed-ip-ranges"];
/** Is internal unless it is said otherwise: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
const AWS_CONTROLLER = "service.k8s.aws/nlb";

export const kubernetesEndpoints: Record<string, EndpointReader> = {
  "kubernetes:core:Service": ({ props, resource }, { publicPorts }) => {
    // A patch says only what it changes: who may connect may be said already.
    if (resource.type.endsWith("Patch")) return [];
    return props.find("spec.ports.*").map(port => () => servicePort(port, props, publicPorts));
  },
};

function servicePort(port: Value, service: Value, publicPorts: readonly number[]): ReturnType<Question> {
  const kind = service.at("spec", "type").text();
  const number = port.at("port").number();
  if (number === undefined) return undefined;
  if (kind === "NodePort") return { message: `${port.path} opens port ${number} on every node, to whoever reaches one.`, fix: "Use a ClusterIP behind an ingress, or a load balancer that is internal.", isAdvice: true };
  if (kind !== "LoadBalancer" || publicPorts.includes(number) || isInternal(service)) return undefined;
  const limits = sourceRanges(service);
  const wide = limits.length === 0 ? unlimitedBy(service.at("spec", "loadBalancerSourceRanges")) : everybody(limits);
  if (wide === undefined) return undefined;
  const name = SENSITIVE_PORTS[number];
  return {
    message: `${port.path} opens ${name ? `${name} (${number})` : `port ${number}`} to ${wide}.`,
    fix: "Name who needs it in spec.loadBalancerSourceRanges, or make the load balancer internal by the annotation of its cloud.",
    ...(name ? {} : { isAdvice: true }),
  };
}

function isInternal(service: Value): boolean {
  const annotations = service.at("metadata", "annotations");
  const scheme = annotations.at("service.beta.kubernetes.io/aws-load-balancer-scheme").text();
  if (service.at("spec", "loadBalancerClass").text() === AWS_CONTROLLER && scheme === undefined) return true;
  return Object.entries(INTERNAL).some(([name, word]) => annotations.at(name).text()?.toLowerCase() === word);
}

/** Who may connect, one value for each block. */
function sourceRanges(service: Value): Value[] {
  const annotated = LIMITS.map(name => service.at("metadata", "annotations", name)).filter(value => !value.isMissing);
  return [...service.at("spec", "loadBalancerSourceRanges").items(), ...annotated.flatMap(blocksIn)];
}
