import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import { isLast } from "./_shared/last-of";
import { described } from "./_shared/options";
import { tagOf } from "./_shared/tags";

const tagged = z.strictObject({ tag: z.string(), types: z.prefault(z.array(z.string()), ["*"]), values: z.prefault(z.array(z.string()), ["*"]), most: z.number().check(z.int(), z.minimum(0)) });

const options = z.strictObject({
  most: described(z.prefault(z.record(z.string(), z.number().check(z.int(), z.minimum(0))), {}), "how many resources of a type a stack may have, by glob over types without API version, as `aws:ec2/instance:Instance: 20`"),
  tagged: described(z.prefault(z.array(tagged), []), 'how many resources with one value of a tag or label a stack may have, as `[{ "tag": "team", "types": ["aws:ec2/*"], "most": 5 }]`: five for each team; `values` are globs over the values that are counted'),
});

/** The resources of each stack by normalised type, in the order in which they came. */
const byType: IndexDefinition<Map<string, Map<string, Subject[]>>> = {
  start: () => new Map(),
  add(index, subject) {
    if (subject.isForeign) return;
    const types = index.get(subject.stack) ?? new Map<string, Subject[]>();
    index.set(subject.stack, types);
    const list = types.get(subject.type);
    if (list) list.push(subject);
    else types.set(subject.type, [subject]);
  },
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
  check(subject, report, { options: chosen, neighbours }) {
    if (neighbours.leavesToEnd) return;
    for (const [glob, limit] of Object.entries(chosen.most)) {
      if (!matchesGlob(glob, subject.type)) continue;
      const urns = ofTypes(subject, [glob], neighbours).map(({ urn }) => urn);
      if (urns.length <= limit || !isLast(subject.urn, urns, neighbours)) continue;
      report(`The stack has ${urns.length} resources of ${glob === subject.type ? subject.resource.type : glob}, ${urns.length - limit} more than the ${limit} that are allowed.`, { fix: `Make at most ${limit}, or raise \`most\` of limits-count-per-type for this stack.` });
    }
    report.each(chosen.tagged, bound => judgeTagged(subject, bound, { neighbours, report }));
  },
  examples: {
    good: [
      { title: "as many as agreed", resources: machines(2), options: { most: { "aws:ec2/instance:Instance": 2 } } },
      { title: "no number is agreed", resources: machines(30) },
      { title: "two of each team", resources: [...machines(2, { team: "web" }), ...machines(2, { team: "data" }, "data")], options: { tagged: [{ tag: "team", most: 2 }] } },
      { title: "as many as agreed, and others in other stacks", resources: machines(2), options: { most: { "aws:ec2/*": 2 } }, estate: { resources: [{ type: "aws:ec2/instance:Instance", inputs: {} }] } },
    ],
    bad: [
      { title: "one more than agreed", resources: machines(3), options: { most: { "aws:ec2/*": 2 } }, says: ["3 resources of aws:ec2/*", "1 more than the 2"] },
      { title: "three of one team", resources: [...machines(3, { team: "web" }), ...machines(1, { team: "data" }, "data")], options: { tagged: [{ tag: "team", most: 2 }] }, says: ["3 resources with team web", "1 more than the 2"] },
    ],
  },
});

function ofTypes({ stack }: Subject, globs: readonly string[], neighbours: Neighbours): Subject[] {
  const types = neighbours.index(byType).get(stack) ?? new Map<string, Subject[]>();
  return [...types].filter(([type]) => globs.some(glob => matchesGlob(glob, type))).flatMap(([, subjects]) => subjects);
}

/** @throws {Undecided} where the subject's own tag is not known */
function judgeTagged(subject: Subject, { tag, types, values, most }: z.infer<typeof tagged>, { neighbours, report }: { neighbours: Neighbours; report: Report }): void {
  if (!types.some(glob => matchesGlob(glob, subject.type))) return;
  const own = tagOf(subject, tag);
  const value = own?.text();
  if (own === undefined || value === undefined || !values.some(glob => matchesGlob(glob, value))) return;
  const urns = ofTypes(subject, types, neighbours).filter(other => ifKnown(() => tagOf(other, tag)?.text()) === value).map(({ urn }) => urn);
  if (urns.length <= most || !isLast(subject.urn, urns, neighbours)) return;
  report(`The stack has ${urns.length} resources with ${tag} ${own}, ${urns.length - most} more than the ${most} that are allowed.`, { fix: `Make at most ${most} with this ${tag}, or raise \`tagged\` of limits-count-per-type for this stack.` });
}

function machines(count: number, tags = {}, name = "worker"): ExampleResource[] {
  return Array.from({ length: count }, (_, i) => ({ type: "aws:ec2/instance:Instance", name: `${name}-${i}`, inputs: { instanceType: "t3.small", tags } }));
}
