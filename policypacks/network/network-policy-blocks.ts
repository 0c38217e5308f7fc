import { type Cidr, compareCidr, contains, formatCidr, isCidr, parseCidr } from "../_kit/cidr/cidr";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { Wire, WireObject } from "../_kit/wire";

/** Where network policies name blocks of addresses: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
const BLOCKS = ["spec.ingress.*.from.*.ipBlock", "spec.egress.*.to.*.ipBlock"];

export const policy = definePolicy({
  id: "network-policy-blocks",
  title: "Rules of Kubernetes network policies take effect as they are written",
  severity: "medium",
  enforcement: "mandatory",
  why: "An exception that is not inside its block is refused by the API server, or ignored by the network plug-in: what it was to keep out comes in. Rules of a kind that `policyTypes` does not name are ignored.",
  fix: "Put into `except` only parts of `cidr`.",
  framework: { name: "Kubernetes API", reference: "https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/" },
  types: ["kubernetes:networking.k8s.io:NetworkPolicy"],
  check(subject, report) {
    report.each(exceptions(subject), ({ except, cidr }) => {
      const outer = blockOf(cidr);
      const inner = blockOf(except);
      if (!outer || !inner) return;
      if (!contains(outer, inner)) report(`${except.path} ${except} is outside of its block ${cidr}.`, { fix: fixFor(inner, outer, except.isSecret || cidr.isSecret) });
      else if (compareCidr(inner, outer) === 0) report(`${except.path} ${except} is all of its block, so the rule lets nothing through.`, { fix: "Remove the rule, or except a part of the block only." });
    });
    report.each(subject.props.find("spec.policyTypes").flatMap(types => unlistedKinds(subject, types)), ({ kind, types }) =>
      report(`spec.${kind.toLowerCase()} has rules, but ${types.path} ${types} does not name ${kind}: they are ignored.`, { fix: `Add "${kind}" to spec.policyTypes.` }),
    );
  },
  examples: {
    good: [
      { title: "an exception inside its block", resources: [networkPolicy({ ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] }] })] },
      { title: "both kinds of rules, and both named", resources: [networkPolicy({ policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{ to: [{ ipBlock: { cidr: "fd00::/8", except: ["fd00:1::/32"] } }] }] })] },
    ],
    bad: [
      { title: "an exception elsewhere", resources: [networkPolicy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/1", except: ["192.168.0.0/16"] } }] }] })], says: ["spec.egress[0].to[0].ipBlock.except[0] 192.168.0.0/16 is outside of its block 0.0.0.0/1"] },
      { title: "an exception wider than its block", resources: [networkPolicy({ ingress: [{ from: [{ ipBlock: { cidr: "10.1.0.0/16", except: ["10.0.0.0/8"] } }] }] })], says: ["Exchange the two"] },
      { title: "an exception of the other protocol", resources: [networkPolicy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["fd00::/8"] } }] }] })], says: ["this one is IPv4"] },
      { title: "an exception of everything", resources: [networkPolicy({ ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] } }] }] })], says: ["lets nothing through"] },
      { title: "egress rules that are not named", resources: [networkPolicy({ policyTypes: ["Ingress"], egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] })], says: ["spec.egress has rules", "Egress"] },
    ],
  },
});

function exceptions({ props }: Subject): { except: Value; cidr: Value }[] {
  return BLOCKS.flatMap(path => props.find(path)).flatMap(block => block.find("except.*").map(except => ({ except, cidr: block.at("cidr") })));
}

/** Where `policyTypes` is not given, the kinds of rules that are there count; where it is, only those that it names. */
function unlistedKinds({ props }: Subject, types: Value): { kind: "Ingress" | "Egress"; types: Value }[] {
  const named = types.items().map(type => type.text());
  return (["Ingress", "Egress"] as const).filter(kind => props.find(`spec.${kind.toLowerCase()}.*`).length > 0 && !named.includes(kind)).map(kind => ({ kind, types }));
}

/** `undefined` for what is no block, which is the business of network-cidr-syntax. @throws {Undecided} */
function blockOf(value: Value): Cidr | undefined {
  const cidr = parseCidr(value.text() ?? "");
  return isCidr(cidr) ? cidr : undefined;
}

function fixFor(inner: Cidr, outer: Cidr, isSecret: boolean): string {
  if (inner.family !== outer.family) return `Move it to a block of its own protocol: this one is IPv${outer.family}.`;
  if (contains(inner, outer)) return "Exchange the two: the exception is wider than what it is taken from.";
  return `Remove it${isSecret ? "" : `, or widen the block until it holds ${formatCidr(inner)}`}.`;
}

function networkPolicy(spec: WireObject): ExampleResource {
  return { type: "kubernetes:networking.k8s.io/v1:NetworkPolicy", inputs: { metadata: { name: "web" }, spec: { podSelector: {} as Wire, ...spec } } };
}
