import type { Command } from "commander";
import type { Finding, PolicyReport } from "../../model/policy-report.ts";
import { choice } from "../choice.ts";
import type { CommandContext, ExitCode } from "../command.ts";
import { readBaseline, withoutKnown } from "./baseline.ts";
import { readEstate } from "./estate.ts";
import { isInPack, type PackName, PACKS } from "./packs.ts";
import { policyText } from "./policy-text.ts";
import { readSettings } from "./settings.ts";
import { readStateFile } from "./state-file.ts";

interface Options {
  state: string;
  pack: PackName;
  config: string;
  estate?: string;
  baseline?: string;
  format: "text" | "json";
}

export function registerCheck(policy: Command, context: CommandContext): void {
  policy
    .command("check")
    .description("judge the resources of a stack export by the policy packs, without a preview (--config may name a policy configuration, or a trueup.yaml that does)")
    .requiredOption("--state <file>", "a stack export, as `pulumi stack export --file FILE` writes it")
    .option("--pack <name>", `only one pack: ${PACKS.join(", ")}`, choice("--pack", PACKS), "all")
    .option("--estate <file>", "the estate snapshot (default: the one that the configuration or TRUEUP_ESTATE names, else .trueup/estate.json here or above)")
    .option("--baseline <file>", "only what is not in this earlier result (JSON)")
    .option("-f, --format <format>", "how to tell it: text, json", choice("--format", ["text", "json"]), "text")
    .action(context.action((_: unknown, command: Command) => check(command, context)));
}

async function check(command: Command, { terminal, wire }: CommandContext): Promise<ExitCode> {
  const options = command.optsWithGlobals<Options>();
  const kit = await wire.loadPolicyKit();
  const policies = kit.policies.filter(({ id }) => isInPack(id, options.pack));
  const config = { file: options.config, isNamed: command.getOptionValueSourceWithGlobals("config") === "cli" };
  const { settings, estate } = await readSettings(config, { terminal, wire, kit });
  const resources = readStateFile(options.state, terminal.cwd);
  const baseline = options.baseline === undefined ? [] : readBaseline(options.baseline, terminal.cwd);
  const needsEstate = policies.some(({ needs }) => needs === "estate");
  const snapshot = needsEstate ? readEstate(options.estate, estate, { terminal, kit }) : undefined;
  const findings = withoutKnown(kit.evaluate(policies, resources, { settings, ...(snapshot ? { snapshot } : {}) }), baseline);
  const report: PolicyReport = { schema: "trueup/policy/v1", findings };
  terminal.out(options.format === "json" ? JSON.stringify(report, null, 2) : policyText(report, { rules: policies.length, resources: resources.length }, terminal));
  return exitCodeOf(findings);
}

/** Advice is no reason to stop anything, decided or not. */
function exitCodeOf(findings: readonly Finding[]): ExitCode {
  const mandatory = findings.filter(({ enforcement }) => enforcement !== "advisory");
  if (mandatory.some(({ result }) => result === "violation")) return 1;
  return mandatory.some(({ result }) => result === "undecided") ? 2 : 0;
}
