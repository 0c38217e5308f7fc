import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { described, globs } from "./_shared/options";

const NAMESPACE = "kubernetes:core:Namespace";
const KINDS = ["ResourceQuota", "LimitRange"] as const;

const options = z.strictObject({
  required: described(z.prefault(z.array(z.enum(KINDS)), []), 'what each namespace must have beside it in the stack, as `["ResourceQuota", "LimitRange"]`'),
  except: globs("globs of names of namespaces that need not"),
});

/** By kind and namespace (its URN, or its name where it is in no stack): whether there is one. */
const present: IndexDefinition<Set<string>> = {
  types: KINDS.map(kind => `kubernetes:core:${kind}`),
  start: () => new Set(),
  add(index, subject, neighbours) {
    const kind = subject.type.slice(subject.type.lastIndexOf(":") + 1);
    const namespace = neighbours.referenceOf(subject, "metadata.namespace", [NAMESPACE]);
    if (namespace) index.add(`${kind} ${"urn" in namespace ? namespace.urn : namespace.outside}`);
  },
};

export const policy = definePolicy({
  id: "limits-k8s-namespace",
  title: "Each namespace has its quota and its limits",
  severity: "low",
  enforcement: "mandatory",
  why: "A quota keeps one team from taking the whole cluster, a limit range keeps a container without limits from taking its node. Says nothing until it is configured.",
  fix: "Make one in the namespace.",
  framework: { name: "Kubernetes resource quotas", reference: "https://kubernetes.io/docs/concepts/policy/resource-quotas/" },
  types: [NAMESPACE],
  needs: "stack",
  options,
  check(subject, report, { options: { required, except }, neighbours }) {
    if (!neighbours.knowsAll || required.length === 0) return;
    const name = subject.props.at("metadata", "name");
    if (except.length > 0 && except.some(glob => matchesGlob(glob, name.text() ?? ""))) return;
    const index = neighbours.index(present);
    for (const kind of required) {
      if (!index.has(`${kind} ${subject.urn}`)) report(`Namespace ${name.isMissing ? subject.name : name} has no ${kind} in the stack.`, { fix: `Make a ${kind} whose metadata.namespace is this namespace.` });
    }
  },
  examples: {
    good: [
      { title: "a namespace with both", resources: [namespace("shop"), within("ResourceQuota", "shop"), within("LimitRange", "shop")], options: { required: ["ResourceQuota", "LimitRange"] } },
      { title: "a namespace alone, and nothing is agreed", resources: [namespace("shop")] },
      { title: "a namespace that need not", resources: [namespace("kube-monitoring")], options: { required: ["ResourceQuota"], except: ["kube-*"] } },
    ],
    bad: [
      { title: "a namespace without a quota", resources: [namespace("shop"), within("LimitRange", "shop")], options: { required: ["ResourceQuota", "LimitRange"] }, says: ["Namespace shop has no ResourceQuota"] },
      { title: "a quota of another namespace", resources: [namespace("shop"), within("ResourceQuota", "other")], options: { required: ["ResourceQuota"] }, says: ["Namespace shop has no ResourceQuota"] },
    ],
  },
});

function namespace(name: string): ExampleResource {
  return { type: "kubernetes:core/v1:Namespace", name, id: name, inputs: { metadata: { name } } };
}

function within(kind: (typeof KINDS)[number], of: string): ExampleResource {
  return { type: `kubernetes:core/v1:${kind}`, name: `${of}-${kind}`, inputs: { metadata: { namespace: of } } };
}
