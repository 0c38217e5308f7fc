import type { Command } from "commander";
import { choice } from "../choice.ts";
import type { CommandContext } from "../command.ts";
import { paintFor } from "../paint.ts";
import type { PolicyKit } from "../wire.ts";
import { isInPack, type PackName, PACKS } from "./packs.ts";

export function registerList(policy: Command, { terminal, wire, action }: CommandContext): void {
  policy
    .command("list")
    .description("list the rules: what is enforced, how severe it is, on which clouds")
    .option("--pack <name>", `only one pack: ${PACKS.join(", ")}`, choice("--pack", PACKS), "all")
    .option("-f, --format <format>", "how to tell it: text, json", choice("--format", ["text", "json"]), "text")
    .action(
      action(async ({ pack, format }: { pack: PackName; format: "text" | "json" }) => {
        const { policies, cloudOf } = await wire.loadPolicyKit();
        const rules = policies.filter(({ id }) => isInPack(id, pack)).map(rule => describe(rule, cloudOf));
        terminal.out(format === "json" ? JSON.stringify({ schema: "trueup/policies/v1", policies: rules }, null, 2) : table(rules, paintFor(terminal).bold));
        return 0;
      }),
    );
}

function describe({ id, title, severity, enforcement, types }: PolicyKit["policies"][number], cloudOf: PolicyKit["cloudOf"]) {
  const clouds = [...new Set(types.map(type => cloudOf(type)))];
  return { id, pack: id.split("-")[0]!, title, severity, enforcement, clouds: clouds.includes(undefined) ? ["all"] : (clouds as string[]), types };
}

function table(rules: ReturnType<typeof describe>[], bold: (text: string) => string): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, title, severity, enforcement, clouds }) => `${bold(id.padEnd(width))}  ${enforcement.padEnd(9)}  ${severity.padEnd(8)}  ${title} (${clouds.join(", ")})`).join("\n");
}
