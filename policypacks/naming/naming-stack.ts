import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { compiled } from "./_shared/compiled";
import { isRegularExpression } from "./_shared/convention-options";

const regex = () => z.optional(z.string().check(z.refine(isRegularExpression, "is not a regular expression (RE2 syntax)")));

const options = z.strictObject({
  stack: regex().register(z.globalRegistry, { description: "what the names of stacks are, as a regular expression (RE2 syntax) for all of it: `dev|staging|prod`" }),
  project: regex().register(z.globalRegistry, { description: "what the names of projects are, in the same way" }),
});

export const policy = definePolicy({
  id: "naming-stack",
  title: "Stacks and projects are named as agreed",
  severity: "low",
  enforcement: "mandatory",
  why: "Overrides, exemptions and everything that is automated go by the names of stacks: one that is called differently slips through all of them. Judged once for each stack; says nothing until a pattern is configured.",
  fix: "Rename it: `pulumi stack rename`.",
  types: ["pulumi:pulumi:Stack"],
  options,
  check({ stack: path }, report, { options: { stack, project } }) {
    const [projectName = "", stackName = ""] = path.split("/");
    if (stack !== undefined && !compiled(stack).matches(stackName)) report(`The stack's name "${stackName}" is not as ${stack}.`);
    if (project !== undefined && !compiled(project).matches(projectName)) report(`The project's name "${projectName}" is not as ${project}.`, { fix: "Change `name` in Pulumi.yaml, and rename each of its stacks: `pulumi stack rename <organisation>/<project>/<stack>`." });
  },
  examples: {
    good: [
      { title: "names that are agreed", resources: [root()], options: { stack: "dev|prod", project: "[a-z]+" } },
      { title: "nothing is configured", resources: [root()] },
    ],
    bad: [
      { title: "a stack of another name", resources: [root()], options: { stack: "prod-[a-z]{2}" }, says: ['stack\'s name "dev"', "pulumi stack rename"] },
      { title: "a project of another name", resources: [root()], options: { project: "acme-.+" }, says: ['project\'s name "example"', "Pulumi.yaml"] },
    ],
  },
});

function root(): ExampleResource {
  return { type: "pulumi:pulumi:Stack", inputs: {} };
}
