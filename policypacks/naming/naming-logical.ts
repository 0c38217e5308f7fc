import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { compiled } from "./_shared/compiled";
import { isRegularExpression } from "./_shared/convention-options";
import { kindOf } from "./_shared/names";

const regex = z.string().check(z.refine(isRegularExpression, "is not a regular expression (RE2 syntax)"));
const globs = z.array(z.string());

const options = z.strictObject({
  pattern: z.optional(regex).register(z.globalRegistry, { description: "what programs call their resources, as a regular expression (RE2 syntax) for all of it: `[a-z][a-z0-9-]*`" }),
  withoutType: z.prefault(z.boolean(), false).register(z.globalRegistry, { description: "whether the kind of the resource may not be in its name (`orders-bucket`): the URN has it already" }),
  types: z.prefault(globs, ["*"]).register(z.globalRegistry, { description: "globs over types without API version: which ones are judged" }),
  except: z.prefault(globs, []).register(z.globalRegistry, { description: "globs over types that are not" }),
});

export const policy = definePolicy({
  id: "naming-logical",
  title: "Programs call their resources as agreed",
  severity: "low",
  enforcement: "mandatory",
  why: "The program's name for a resource is in its URN, in every preview, and at the front of the name that Pulumi makes for the cloud. Says nothing until it is configured.",
  fix: "Give it another name in the program, with the old one in `aliases`, so that it is not replaced.",
  types: ["*"],
  options,
  check({ name, type }, report, { options: { pattern, withoutType, types, except } }) {
    const fits = (glob: string) => matchesGlob(glob, type);
    if (!types.some(fits) || except.some(fits)) return;
    if (pattern !== undefined && !compiled(pattern).matches(name)) report(`The resource's name "${name}" is not as ${pattern}.`);
    const kind = kindOf(type).split(" ").at(-1)!;
    if (withoutType && name.toLowerCase().split(/[^a-z0-9]+/).includes(kind.toLowerCase())) report(`The resource's name "${name}" says again that it is a ${kind}.`);
  },
  examples: {
    good: [
      { title: "as agreed", resources: [bucket("orders")], options: { pattern: "[a-z][a-z0-9-]*", withoutType: true } },
      { title: "nothing is configured", resources: [bucket("Orders_Bucket")] },
    ],
    bad: [
      { title: "capitals", resources: [bucket("Orders")], options: { pattern: "[a-z][a-z0-9-]*" }, says: ['"Orders"', "aliases"] },
      { title: "the kind in the name", resources: [bucket("orders-bucket")], options: { withoutType: true }, says: ["a bucket"] },
    ],
  },
});

function bucket(name: string): ExampleResource {
  return { type: "aws:s3/bucketV2:BucketV2", name, inputs: {} };
}
