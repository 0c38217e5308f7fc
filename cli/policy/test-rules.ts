import type { Command } from "commander";
import { choice } from "../choice.ts";
import type { CommandContext } from "../command.ts";
import { type Paint, paintFor } from "../paint.ts";
import { count } from "../wording.ts";
import type { PolicyKit } from "../wire.ts";
import { findRules, type Rule, type RuleFile } from "./find-rules.ts";

export function registerTest(policy: Command, { terminal, wire, action }: CommandContext): void {
  policy
    .command("test")
    .argument("<dir>", "the folder of your own rules: files that export `policy`")
    .description("run the examples of rules as their tests: what is good must pass, what is bad must be refused with the words it names")
    .option("-f, --format <format>", "how to tell it: text, json", choice("--format", ["text", "json"]), "text")
    .action(
      action(async (dir: string, { format }: { format: "text" | "json" }) => {
        const { exampleFindings } = await wire.loadPolicyKit();
        const policies = (await findRules(dir, terminal.cwd)).map(found => testRule(found, exampleFindings));
        const counts = countResults(policies);
        terminal.out(format === "json" ? JSON.stringify({ schema: "trueup/policy-test/v1", counts, policies }, null, 2) : told(policies, counts, paintFor(terminal)));
        return counts.failed > 0 ? 1 : 0;
      }),
    );
}

interface RuleResult {
  id: string;
  file: string;
  /** What a rule lacks whatever its examples say. */
  problems: string[];
  examples: ExampleResult[];
}

interface ExampleResult {
  title: string;
  expected: "pass" | "violation";
  passed: boolean;
  /** What the rule said of it. */
  found: { result: string; message: string; fix: string }[];
  /** Words that a bad example names and that the rule did not say. */
  missing: string[];
}

type Judge = PolicyKit["exampleFindings"];

function testRule({ file, rule }: RuleFile, judge: Judge): RuleResult {
  const { good, bad } = rule.examples;
  const problems = [...(good.length === 0 ? ["has no good example"] : []), ...(bad.length === 0 ? ["has no bad example"] : [])];
  return { id: rule.id, file, problems, examples: [...good.map(example => testGood(rule, example, judge)), ...bad.map(example => testBad(rule, example, judge))] };
}

function testGood(rule: Rule, example: Rule["examples"]["good"][number], judge: Judge): ExampleResult {
  const found = judge(rule, example).map(({ result, message, fix }) => ({ result, message, fix }));
  return { title: example.title, expected: "pass", passed: found.length === 0, found, missing: [] };
}

/** Refused is what has violations and nothing else, with all the words that the example names. */
function testBad(rule: Rule, example: Rule["examples"]["bad"][number], judge: Judge): ExampleResult {
  const found = judge(rule, example).map(({ result, message, fix }) => ({ result, message, fix }));
  const said = found.map(({ message, fix }) => `${message} ${fix}`).join("\n");
  const missing = example.says.filter(words => !said.includes(words));
  return { title: example.title, expected: "violation", passed: found.length > 0 && found.every(({ result }) => result === "violation") && missing.length === 0, found, missing };
}

interface Counts {
  rules: number;
  passed: number;
  failed: number;
}

function countResults(policies: readonly RuleResult[]): Counts {
  const examples = policies.flatMap(policy => policy.examples);
  const problems = policies.reduce((sum, policy) => sum + policy.problems.length, 0);
  return { rules: policies.length, passed: examples.filter(({ passed }) => passed).length, failed: examples.filter(({ passed }) => !passed).length + problems };
}

function told(policies: readonly RuleResult[], { rules, passed, failed }: Counts, paint: Paint): string {
  const last = `${count(rules, "rule")}: ${passed} passed, ${failed} failed`;
  return [...policies.map(policy => ruleText(policy, paint)), failed > 0 ? paint.red(last) : paint.green(last)].join("\n\n");
}

function ruleText({ id, file, problems, examples }: RuleResult, paint: Paint): string {
  return [`${paint.bold(id)}  ${paint.dim(file)}`, ...problems.map(problem => `  ${paint.red("✗")} ${problem}`), ...examples.map(example => exampleText(example, paint))].join("\n");
}

function exampleText({ title, expected, passed, found, missing }: ExampleResult, paint: Paint): string {
  const head = `  ${passed ? paint.green("✓") : paint.red("✗")} ${expected === "pass" ? "passes" : "refuses"}: ${title}`;
  if (passed) return head;
  const wanted = expected === "pass" ? "nothing" : missing.length > 0 ? `a violation that says ${missing.map(words => JSON.stringify(words)).join(" and ")}` : "violations only";
  const said = found.length === 0 ? ["nothing"] : found.flatMap(({ result, message, fix }) => [`${result}: ${message}`, `→ ${fix}`]);
  return [head, `      expected  ${wanted}`, ...said.map((line, i) => `      ${i === 0 ? "found     " : "          "}${line.replaceAll("\n", "\n                ")}`)].join("\n");
}
