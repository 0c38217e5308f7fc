import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import { matchesGlob } from "../_kit/glob";
import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import { described } from "./_shared/options";
import { emptyBook, enrol, lastOf, type Roll, type RollBook } from "./_shared/roll";
import { tagOf } from "./_shared/tags";

const tagged = z.strictObject({ tag: z.string(), types: z.prefault(z.array(z.string()), ["*"]), values: z.prefault(z.array(z.string()), ["*"]), most: z.number().check(z.int(), z.minimum(0)) });

const options = z.strictObject({
  most: described(z.prefault(z.record(z.string(), z.number().check(z.int(), z.minimum(0))), {}), "how many resources of a type a stack may have, by glob over types without API version, as `aws:ec2/instance:Instance: 20`"),
  tagged: described(z.prefault(z.array(tagged), []), 'how many resources with one value of a tag or label a stack may have, as `[{ "tag": "team", "types": ["aws:ec2/*"], "most": 5 }]`: five for each team; `values` are globs over the values that are counted'),
});

/** The resources of each stack by normalised type; those with a type are found by `<stack> <type>`. */
const byType: IndexDefinition<RollBook> = {
  start: emptyBook,
  add: (book, subject) => void (subject.isForeign || enrol(book, `${subject.stack} ${subject.type}`, subject)),
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
      const rolls = ofTypes(subject, [glob], neighbours);
      const count = rolls.reduce((sum, { subjects }) => sum + subjects.length, 0);
      if (count <= limit || subject.urn !== lastOf(rolls, neighbours)) continue;
      report(`The stack has ${countOf(count, "resource")} of ${glob === subject.type ? subject.resource.type : glob}, ${count - limit} more than the ${limit} allowed.`, { fix: `Make at most ${limit}, or raise \`most\` of limits-count-per-type for this stack.` });
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

function ofTypes({ stack }: Subject, globs: readonly string[], neighbours: Neighbours): Roll[] {
  const prefix = `${stack} `;
  return [...neighbours.index(byType).rolls].filter(([key]) => key.startsWith(prefix) && globs.some(glob => matchesGlob(glob, key.slice(prefix.length)))).map(([, roll]) => roll);
}

/** @throws {Undecided} where the subject's own tag is not known */
function judgeTagged(subject: Subject, { tag, types, values, most }: z.infer<typeof tagged>, { neighbours, report }: { neighbours: Neighbours; report: Report }): void {
  if (!types.some(glob => matchesGlob(glob, subject.type))) return;
  const own = tagOf(subject, tag);
  const value = own?.text();
  if (own === undefined || value === undefined || !values.some(glob => matchesGlob(glob, value))) return;
  const book = emptyBook();
  for (const { subjects } of ofTypes(subject, types, neighbours)) for (const other of subjects) if (ifKnown(() => tagOf(other, tag)?.text()) === value) enrol(book, "", other);
  const roll = book.rolls.get("");
  const count = roll?.subjects.length ?? 0;
  // Of several types the last to come is not known from here, so while resources arrive it is told at each that is one too many.
  if (count <= most || (neighbours.knowsAll && subject.urn !== roll?.greatest)) return;
  report(`The stack has ${countOf(count, "resource")} with ${tag} ${own}, ${count - most} more than the ${most} allowed.`, { fix: `Make at most ${most} with this ${tag}, or raise \`tagged\` of limits-count-per-type for this stack.` });
}

function machines(count: number, tags = {}, name = "worker"): ExampleResource[] {
  return Array.from({ length: count }, (_, i) => ({ type: "aws:ec2/instance:Instance", name: `${name}-${i}`, inputs: { instanceType: "t3.small", tags } }));
}
