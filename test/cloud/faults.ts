import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { matchesGlob } from "./glob.ts";
import type { Operation } from "./plugin/provider.ts";

/** What goes wrong. */
export type Fault =
  | { fault: "latency"; ms: number }
  /** The first `times` calls (default: all) are refused by the rate limit, counted over all processes. */
  | { fault: "throttled"; times?: number }
  /** The first `times` calls (default: all) fail without a word, as some providers do when the rate limit refuses them; counted over all processes. */
  | { fault: "wordless"; times?: number }
  | { fault: "refused" }
  /** The cloud refuses and the provider says "gone": what careless providers do. Only Read can; other operations are refused. */
  | { fault: "refused-as-blank-id" }
  | { fault: "unreachable" }
  /** The call never returns. */
  | { fault: "hang" }
  /** The plugin process ends. */
  | { fault: "crash" }
  /** Lists, keys of objects, and both inside JSON documents come in another order. */
  | { fault: "reorder" }
  /** Computed outputs differ on every read. */
  | { fault: "churn" }
  /** Secrets come back unmarked, and error messages of the same call quote them. */
  | { fault: "leak-secrets" };

/** Which calls a fault meets; globs with `*`. What is left out matches everything; the operation left out is `read`. */
export type FaultRule = Fault & {
  provider?: string;
  /** As `aws:ec2/*`; of a `configure` the type is `pulumi:providers:<package>`. */
  type?: string;
  /** The resource's name in the program. */
  name?: string;
  operation?: Operation | "*";
};

/** Faults as tests set them; the plugins read the file anew at each call. */
export interface Faults {
  file: string;
  set(...rules: FaultRule[]): void;
  clear(): void;
}

/** Opens a fault file for a test, empty. Give its path to the plugins as TEST_CLOUD_FAULTS. */
export function openFaults(file: string): Faults {
  const write = (rules: FaultRule[]) => {
    rmSync(countersOf(file), { recursive: true, force: true });
    writeFileSync(`${file}.new`, JSON.stringify(rules, null, 2));
    renameSync(`${file}.new`, file);
  };
  write([]);
  return { file, set: (...rules) => write(rules), clear: () => write([]) };
}

/** The rules that meet a call, with their places in the file. */
export function faultsFor(file: string | undefined, call: { provider: string; type: string; name: string; operation: Operation }): { rule: FaultRule; index: number }[] {
  if (!file) return [];
  const rules = JSON.parse(readFileSync(file, "utf8")) as FaultRule[];
  return rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => matchesGlob(rule.provider, call.provider) && matchesGlob(rule.type, call.type) && matchesGlob(rule.name, call.name) && matchesGlob(rule.operation ?? "read", call.operation));
}

/**
 * Takes one of the `times` hits of a rule; says whether there was one left. Safe between processes: each hit is a file that only one can make.
 */
export function takeHit(file: string, index: number, times: number): boolean {
  const counters = countersOf(file);
  mkdirSync(counters, { recursive: true });
  const taken = readdirSync(counters).filter(name => name.startsWith(`${index}-`)).length;
  for (let hit = taken; hit < times; hit++) {
    if (isMade(join(counters, `${index}-${hit}`))) return true;
  }
  return false;
}

function isMade(path: string): boolean {
  try {
    writeFileSync(path, "", { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function countersOf(file: string): string {
  return `${file}.hits`;
}
