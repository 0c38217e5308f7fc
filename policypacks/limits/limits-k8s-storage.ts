import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import { POD_SPECS } from "./_shared/kubernetes/containers";
import { described, globs } from "./_shared/options";
import { parseQuantity } from "./_shared/quantity";

const options = z.strictObject({
  most: described(z.optional(z.string().check(z.refine(text => parseQuantity(text) !== undefined, "is not a quantity, as 100Gi"))), "the most that one volume may ask for, as `100Gi`"),
  classes: globs("globs of storage classes: where there are any, no other may be used; what names none has the cluster's own"),
});

export const policy = definePolicy({
  id: "limits-k8s-storage",
  title: "Volumes of a cluster are no larger than agreed, and of storage classes that are agreed",
  severity: "low",
  enforcement: "mandatory",
  why: "A claim becomes a disk of the cloud with its price, and can grow but not shrink. Says nothing until it is configured.",
  fix: "Ask for less, or for another class.",
  types: [...new Set(["kubernetes:core:PersistentVolumeClaim", ...Object.keys(POD_SPECS)])],
  options,
  check(subject, report, { options: { most, classes } }) {
    report.each(claimsOf(subject), claim => {
      const size = claim.at("resources", "requests", "storage");
      const name = claim.at("storageClassName");
      if (classes.length > 0 && !name.isMissing && !classes.some(glob => matchesGlob(glob, name.text() ?? ""))) report(`${name.path} ${name} is none of ${classes.join(", ")}.`, { fix: `Use one of ${classes.join(", ")}.` });
      const amount = most === undefined ? undefined : parseQuantity(size.text() ?? "");
      if (amount !== undefined && amount > parseQuantity(most!)!) report(`${size.path} is ${size}, more than the ${most} allowed.`, { fix: `Ask for at most ${most}, or raise \`most\` of limits-k8s-storage.` });
    });
  },
  examples: {
    good: [
      { title: "a claim of 10 GiB", resources: [claim("10Gi", "standard")], options: { most: "100Gi", classes: ["standard*"] } },
      { title: "a large claim, and nothing is agreed", resources: [claim("4Ti")] },
    ],
    bad: [
      { title: "a large claim", resources: [claim("4Ti")], options: { most: "100Gi" }, says: ["spec.resources.requests.storage is 4Ti, more than the 100Gi"] },
      { title: "another class", resources: [claim("1Gi", "io2")], options: { classes: ["gp3", "standard*"] }, says: ["spec.storageClassName io2 is none of gp3, standard*"] },
      { title: "a claim of each replica", resources: [{ type: "kubernetes:apps/v1:StatefulSet", inputs: { spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "500Gi" } } } }] } } }], options: { most: "100Gi" }, says: ["spec.volumeClaimTemplates[0].spec.resources.requests.storage is 500Gi"] },
      { title: "a volume that lives with its pod", resources: [{ type: "kubernetes:apps/v1:Deployment", inputs: { spec: { template: { spec: { volumes: [{ name: "cache", ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: "1Ti" } } } } } }] } } } } }], options: { most: "100Gi" }, says: ["is 1Ti"] },
    ],
  },
});

/** The specifications of all claims: a claim itself, those of a stateful set, and those of volumes that live with a pod. */
function claimsOf({ type, props }: Subject): Value[] {
  if (type === "kubernetes:core:PersistentVolumeClaim") return props.find("spec");
  return [...props.find("spec.volumeClaimTemplates.*.spec"), ...props.find(`${POD_SPECS[type] ?? "spec"}.volumes.*.ephemeral.volumeClaimTemplate.spec`)];
}

function claim(storage: string, storageClassName?: string): ExampleResource {
  return { type: "kubernetes:core/v1:PersistentVolumeClaim", inputs: { spec: { resources: { requests: { storage } }, ...(storageClassName ? { storageClassName } : {}) } } };
}
