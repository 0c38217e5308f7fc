import type { Finding, PolicyReport } from "../policy-report.ts";

/** One way to tell what a policy check found. Plug-in kind `finding-format`: one file in reports/findings/, exporting `format`. */
export interface FindingFormat {
  /** What users type after `--format`; never changes. */
  id: string;
  title: string;
  mediaType: string;
  /** Pure: the same report in the same context gives the same text. Adds no value that is not in the report; nothing in it may act on what reads it. */
  render(report: PolicyReport, context: FindingContext): string;
}

/** What a format may know besides the findings. */
export interface FindingContext {
  /** Version of Trueup. */
  trueup: string;
  /** The rules that were judged, in their own order, and those that say something about the check itself. */
  rules: readonly RuleCard[];
  /** Of a check against a baseline: what was found and is in it, and what is in it and was not found. */
  baseline?: { known: readonly Finding[]; gone: readonly Finding[] };
  /** The file that was judged for a stack (`<project>/<stack>`), for findings that name no place in a program. */
  stateFileOf(stack: string): string | undefined;
  paint: Paint;
}

/** What is told of a rule itself. */
export interface RuleCard {
  id: string;
  pack: string;
  title: string;
  why: string;
  fix: string;
  severity: Finding["severity"];
  enforcement: Finding["enforcement"];
  framework?: Finding["framework"];
}

/** Colours for a person at a terminal; where none is watching, each gives back its text. */
export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}
