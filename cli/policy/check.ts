import type { Command } from "commander";
import { type Finding, isMandatoryViolation } from "../../model/policy-report.ts";
import { choice } from "../choice.ts";
import type { CommandContext, ExitCode } from "../command.ts";
import { paintFor } from "../paint.ts";
import { outputOption, type ReportOutput, writeOut } from "../report-output.ts";
import { compareWithBaseline, readBaseline } from "./baseline.ts";
import { readEstate } from "./estate.ts";
import { findRules } from "./find-rules.ts";
import { isInPack, type PackName, PACKS } from "./packs.ts";
import { policyReportOf } from "./policy-report-of.ts";
import { ruleCards } from "./rule-cards.ts";
import { readSettings } from "./settings.ts";
import { type SourceOf, sourcePlaces } from "./source-places.ts";
import { readStates, type States } from "./state-file.ts";

interface Options extends ReportOutput {
  state: string[];
  pack: PackName;
  config: string;
  estate?: string;
  baseline?: string;
  sourceRoot?: string;
  rules?: string;
}

export function registerCheck(policy: Command, context: CommandContext): void {
  const formats = context.wire.findingFormats.map(({ id }) => id);
  policy
    .command("check")
    .description("judge the resources of stack exports by the policy packs, without a preview (--config may name a policy configuration, or a trueup.yaml that does)")
    .requiredOption("--state <files...>", "stack exports, as `pulumi stack export --file FILE` writes them; several are judged as one estate; - is standard input")
    .option("--pack <name>", `only one pack: ${PACKS.join(", ")}`, choice("--pack", PACKS), "all")
    .option("--rules <dir>", "rules of your own too: the folder of files that export `policy`")
    .option("--estate <file>", "the estate snapshot (default: the one that the configuration or TRUEUP_ESTATE names, else .trueup/estate.json here or above)")
    .option("--baseline <file>", "only what is not in this earlier result (JSON)")
    .option("--source-root <dir>", "the folder of the project's Pulumi.yaml, for places in the program; {project} and {stack} are filled in (default: here)")
    .option("-f, --format <format>", `how to tell it: ${formats.join(", ")}`, choice("--format", formats), "text")
    .addOption(outputOption())
    .action(context.action((_: unknown, command: Command) => check(command, context)));
}

async function check(command: Command, { terminal, wire }: CommandContext): Promise<ExitCode> {
  const options = command.optsWithGlobals<Options>();
  const own = options.rules === undefined ? [] : (await findRules(options.rules, terminal.cwd)).map(({ rule }) => rule);
  const loaded = await wire.loadPolicyKit();
  const kit = { ...loaded, policies: [...loaded.policies, ...own] };
  const policies = [...loaded.policies.filter(({ id }) => isInPack(id, options.pack)), ...own];
  const config = { file: options.config, isNamed: command.getOptionValueSourceWithGlobals("config") === "cli" };
  const { settings, estate } = await readSettings(config, { terminal, wire, kit });
  const states = await readStates(options.state, terminal);
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline, terminal.cwd);
  const needsEstate = policies.some(({ needs }) => needs === "estate");
  const snapshot = needsEstate ? readEstate(options.estate, estate, { terminal, kit }) : undefined;
  const findings = kit.evaluate(policies, states.resources, { settings, ...(snapshot ? { snapshot } : {}) });
  const compared = compareWithBaseline(withSources(findings, states, sourcePlaces(terminal.cwd, options.sourceRoot)), baseline ?? []);
  const report = policyReportOf(compared.fresh, { ...states, rules: policies.length, ...(baseline ? { baseline: compared } : {}) });
  const text = wire.findingFormats.find(({ id }) => id === options.format)!.render(report, {
    trueup: wire.version,
    rules: ruleCards(policies, kit),
    ...(baseline ? { baseline: compared } : {}),
    stateFileOf: stack => states.files.get(stack),
    paint: paintFor({ env: terminal.env, isInteractive: terminal.isInteractive && options.output === undefined }),
  });
  writeOut(text, options, { terminal });
  return exitCodeOf(compared.fresh);
}

function withSources(findings: readonly Finding[], { resources }: States, sourceOf: SourceOf): Finding[] {
  const byUrn = new Map(resources.map(resource => [resource.urn, resource]));
  return findings.map(finding => {
    const resource = byUrn.get(finding.urn);
    const source = resource && sourceOf(resource);
    return source ? { ...finding, source } : finding;
  });
}

/** Advice is no reason to stop anything, decided or not. */
function exitCodeOf(findings: readonly Finding[]): ExitCode {
  if (findings.some(isMandatoryViolation)) return 1;
  return findings.some(({ result, enforcement }) => result === "undecided" && enforcement !== "advisory") ? 2 : 0;
}
