import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";

const options = z.strictObject({
  most: z.prefault(z.record(z.string(), z.number().check(z.int(), z.minimum(0))), {}).register(z.globalRegistry, {
    description: "how many resources of a type a stack may have, by glob over types without API version, as `aws:ec2/instance:Instance: 20`",
  }),
});

/** URNs by normalised type, in the order in which they came. */
const urnsByType: IndexDefinition<Map<string, string[]>> = {
  start: () => new Map(),
  add: (index, { type, urn }) => void index.set(type, [...(index.get(type) ?? []), urn]),
};

export const policy = definePolicy({
  id: "limits-count-per-type",
  title: "A stack has no more resources of a type than agreed",
  severity: "medium",
  enforcement: "mandatory",
  why: "A loop with a slip in its bound makes hundreds of what should have been five, and the cloud counts from the first minute.",
  fix: "Make fewer, or agree on a higher number.",
  types: ["*"],
  needs: "stack",
  options,
  check({ type, urn, resource }, report, { options: { most }, neighbours }) {
    if (neighbours.leavesToEnd) return;
    for (const [glob, limit] of Object.entries(most)) {
      if (!matchesGlob(glob, type)) continue;
      const urns = [...neighbours.index(urnsByType)].filter(([candidate]) => matchesGlob(glob, candidate)).flatMap(([, list]) => list);
      // Told once, at the last one: which of them is one too many is for people to say.
      const last = neighbours.knowsAll ? urns.reduce((a, b) => (a > b ? a : b), "") : urns.at(-1);
      if (urns.length <= limit || urn !== last) continue;
      report(`The stack has ${urns.length} resources of ${glob === type ? resource.type : glob}, ${urns.length - limit} more than the ${limit} that are allowed.`, { fix: `Make at most ${limit}, or raise \`most\` of limits-count-per-type for this stack.` });
    }
  },
  examples: {
    good: [
      { title: "as many as agreed", resources: machines(2), options: { most: { "aws:ec2/instance:Instance": 2 } } },
      { title: "no number is agreed", resources: machines(30) },
    ],
    bad: [{ title: "one more than agreed", resources: machines(3), options: { most: { "aws:ec2/*": 2 } }, says: ["3 resources of aws:ec2/*", "1 more than the 2"] }],
  },
});

function machines(count: number): ExampleResource[] {
  return Array.from({ length: count }, (_, i) => ({ type: "aws:ec2/instance:Instance", name: `worker-${i}`, inputs: { instanceType: "t3.small" } }));
}
