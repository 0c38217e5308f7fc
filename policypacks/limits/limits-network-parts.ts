import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import { bound } from "./_shared/options";
import { emptyBook, enrol, lastOf, type RollBook } from "./_shared/roll";

const PARTS = ["publicAddresses", "natGateways", "loadBalancers"] as const;
type Part = (typeof PARTS)[number];

const options = z.strictObject({
  publicAddresses: bound("how many public addresses a stack may reserve"),
  natGateways: bound("how many NAT gateways a stack may have"),
  loadBalancers: bound("how many load balancers a stack may have; in Kubernetes, services of type LoadBalancer"),
});

/** One of them, and many. */
const WORDS: Record<Part, readonly [string, string]> = { publicAddresses: ["public address", "public addresses"], natGateways: ["NAT gateway", "NAT gateways"], loadBalancers: ["load balancer", "load balancers"] };

/** What a type is, and under which condition: a property that has one of these values, or none where it may be missing. */
interface Kind {
  part: Part;
  only?: { path: string; values: readonly string[]; orMissing: boolean };
}

const EXTERNAL = { path: "addressType", values: ["EXTERNAL"], orMissing: true };

const KINDS: Record<string, Kind> = {
  "aws:ec2/eip:Eip": { part: "publicAddresses" },
  "aws:ec2/natGateway:NatGateway": { part: "natGateways" },
  "aws:alb/loadBalancer:LoadBalancer": { part: "loadBalancers" },
  "aws:elb/loadBalancer:LoadBalancer": { part: "loadBalancers" },
  "aws:lb/loadBalancer:LoadBalancer": { part: "loadBalancers" },
  "azure-native:network:ApplicationGateway": { part: "loadBalancers" },
  "azure-native:network:LoadBalancer": { part: "loadBalancers" },
  "azure-native:network:NatGateway": { part: "natGateways" },
  "azure-native:network:PublicIPAddress": { part: "publicAddresses" },
  "gcp:compute/address:Address": { part: "publicAddresses", only: EXTERNAL },
  "gcp:compute/globalAddress:GlobalAddress": { part: "publicAddresses", only: EXTERNAL },
  "gcp:compute/forwardingRule:ForwardingRule": { part: "loadBalancers" },
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": { part: "loadBalancers" },
  "gcp:compute/routerNat:RouterNat": { part: "natGateways" },
  "alicloud:alb/loadBalancer:LoadBalancer": { part: "loadBalancers" },
  "alicloud:ecs/eip:Eip": { part: "publicAddresses" },
  "alicloud:ecs/eipAddress:EipAddress": { part: "publicAddresses" },
  "alicloud:nlb/loadBalancer:LoadBalancer": { part: "loadBalancers" },
  "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": { part: "loadBalancers" },
  "alicloud:slb/loadBalancer:LoadBalancer": { part: "loadBalancers" },
  "alicloud:vpc/natGateway:NatGateway": { part: "natGateways" },
  "kubernetes:core:Service": { part: "loadBalancers", only: { path: "spec.type", values: ["LoadBalancer"], orMissing: false } },
};

const partsByStack: IndexDefinition<RollBook> = {
  types: Object.keys(KINDS),
  start: emptyBook,
  add(book, subject) {
    const part = subject.isForeign ? undefined : ifKnown(() => partOf(subject));
    if (part) enrol(book, `${subject.stack} ${part}`, subject);
  },
};

export const policy = definePolicy({
  id: "limits-network-parts",
  title: "A stack has no more public addresses, NAT gateways and load balancers than agreed",
  severity: "low",
  enforcement: "mandatory",
  why: "Each of them costs by the hour, used or not, and one of each is enough for most stacks. Says nothing until a number is configured.",
  fix: "Share one, or agree on more.",
  types: Object.keys(KINDS),
  needs: "stack",
  options,
  check(subject, report, { options: most, neighbours }) {
    if (neighbours.leavesToEnd || PARTS.every(part => most[part] === undefined)) return;
    const part = partOf(subject);
    const limit = part && most[part];
    if (part === undefined || limit === undefined) return;
    const roll = neighbours.index(partsByStack).rolls.get(`${subject.stack} ${part}`);
    const count = roll?.subjects.length ?? 0;
    if (!roll || count <= limit || subject.urn !== lastOf([roll], neighbours)) return;
    const related = roll.subjects.map(({ urn }) => urn).filter(urn => urn !== subject.urn).slice(0, 20);
    report(`The stack has ${countOf(count, ...WORDS[part])}, ${count - limit} more than the ${limit} allowed.`, { fix: `Share one between what needs it, or raise \`${part}\` of limits-network-parts for this stack.`, related });
  },
  examples: {
    good: [
      { title: "one NAT gateway", resources: [{ type: "aws:ec2/natGateway:NatGateway", inputs: {} }, { type: "aws:ec2/eip:Eip", inputs: {}, name: "eip" }], options: { natGateways: 1, publicAddresses: 1 } },
      { title: "many, and nothing is agreed", resources: several("aws:ec2/eip:Eip", 9) },
      { title: "addresses of Azure", resources: several("azure-native:network:PublicIPAddress", 2), options: { publicAddresses: 2 } },
      { title: "internal addresses", resources: several("gcp:compute/address:Address", 3, { addressType: "INTERNAL" }), options: { publicAddresses: 0 } },
      { title: "addresses of Alicloud", resources: several("alicloud:ecs/eipAddress:EipAddress", 2), options: { publicAddresses: 2 } },
      { title: "services inside a cluster", resources: several("kubernetes:core/v1:Service", 3, { spec: { type: "ClusterIP" } }), options: { loadBalancers: 0 } },
    ],
    bad: [
      { title: "a NAT gateway in each zone", resources: several("aws:ec2/natGateway:NatGateway", 3), options: { natGateways: 1 }, says: ["3 NAT gateways, 2 more than the 1"] },
      { title: "load balancers of several kinds", resources: [...several("aws:lb/loadBalancer:LoadBalancer", 1), { type: "aws:elb/loadBalancer:LoadBalancer", name: "classic", inputs: {} }], options: { loadBalancers: 1 }, says: ["2 load balancers"] },
      { title: "load balancers of Azure", resources: several("azure-native:network:LoadBalancer", 2), options: { loadBalancers: 1 }, says: ["2 load balancers"] },
      { title: "external addresses", resources: several("gcp:compute/address:Address", 2), options: { publicAddresses: 1 }, says: ["2 public addresses"] },
      { title: "NAT gateways of Alicloud", resources: several("alicloud:vpc/natGateway:NatGateway", 2), options: { natGateways: 1 }, says: ["2 NAT gateways"] },
      { title: "services with a load balancer each", resources: several("kubernetes:core/v1:Service", 3, { spec: { type: "LoadBalancer" } }), options: { loadBalancers: 2 }, says: ["3 load balancers"] },
    ],
  },
});

/** What the resource counts as; `undefined` where it is none of them. @throws {Undecided} */
function partOf({ type, props }: Subject): Part | undefined {
  const { part, only } = KINDS[type]!;
  if (!only) return part;
  const value = props.at(...only.path.split(".")).text();
  return (value === undefined ? only.orMissing : only.values.includes(value)) ? part : undefined;
}

function several(type: string, count: number, inputs = {}): ExampleResource[] {
  return Array.from({ length: count }, (_, i) => ({ type, name: `part-${i}`, inputs }));
}
