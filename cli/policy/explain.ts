import type { Command } from "commander";
import { closestWord } from "../../model/closest-word.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { CommandContext } from "../command.ts";
import { type Paint, paintFor } from "../paint.ts";
import type { PolicyKit } from "../wire.ts";

type Policy = PolicyKit["policies"][number];

export function registerExplain(policy: Command, { terminal, wire, action }: CommandContext): void {
  policy
    .command("explain")
    .argument("<id>", "a rule, as `network-cidr-overlap`")
    .description("say what a rule asks for, why, how to keep it, and what it says of an example")
    .action(
      action(async (id: string) => {
        const kit = await wire.loadPolicyKit();
        terminal.out(explain(findRule(id, kit.policies), kit, paintFor(terminal)));
        return 0;
      }),
    );
}

function findRule(id: string, policies: readonly Policy[]): Policy {
  const rule = policies.find(policy => policy.id === id);
  if (rule) return rule;
  const meant = closestWord(id, policies.map(policy => policy.id));
  throw new GuidedError("USAGE", `There is no rule "${id}".`, meant ? `Did you mean ${meant}?` : "`trueup policy list` lists them.");
}

function explain(rule: Policy, { exampleFindings }: PolicyKit, paint: Paint): string {
  const { id, title, severity, enforcement, why, fix, framework, examples } = rule;
  const refused = examples.bad.map(example => {
    const said = exampleFindings(rule, example).map(({ message, fix: how }) => `    ${message}\n    ${paint.cyan("→")} ${how}`);
    return `  ${paint.red("✗")} ${example.title}\n${said.join("\n")}`;
  });
  return [
    `${paint.bold(id)}  ${enforcement}, ${severity}`,
    `${title}.`,
    `${paint.bold("Why")}  ${why}`,
    `${paint.bold("Fix")}  ${fix}`,
    ...(framework ? [`${paint.bold("See")}  ${framework.name}${framework.version ? ` ${framework.version}` : ""}, ${framework.reference}`] : []),
    `${paint.bold("Passes")}\n${examples.good.map(example => `  ${paint.green("✓")} ${example.title}`).join("\n")}`,
    `${paint.bold("Is refused")}\n${refused.join("\n")}`,
  ].join("\n\n");
}
