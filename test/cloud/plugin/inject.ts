import { setTimeout as sleep } from "node:timers/promises";
import { faultsFor, takeHit, type FaultRule } from "../faults.ts";
import { CloudFailure, type CallContext, type Provider } from "./provider.ts";

/** The faults that meet one call and only change its answer. */
export interface Distortions {
  blankId: boolean;
  reorder: boolean;
  churn: boolean;
  leak: boolean;
}

/**
 * Applies the faults of TEST_CLOUD_FAULTS to a call before the cloud is asked: waits, throws, hangs or ends the process.
 * `request` is what an error message quotes when secrets leak. Returns what is to be done to the answer.
 */
export async function injectFaults(provider: Provider, call: CallContext, request: unknown): Promise<Distortions> {
  const file = process.env["TEST_CLOUD_FAULTS"];
  const met = faultsFor(file, { ...call, provider: provider.package });
  const has = (fault: FaultRule["fault"]) => met.some(({ rule }) => rule.fault === fault);
  const distortions = { blankId: false, reorder: has("reorder"), churn: has("churn"), leak: has("leak-secrets") };
  for (const { rule, index } of met) {
    const failure = await strike(rule, () => !isCounted(rule) || rule.times === undefined || takeHit(file!, index, rule.times));
    if (failure === "blank-id" && call.operation === "read") distortions.blankId = true;
    else if (failure) throw new CloudFailure(quoting(wording(provider, call, failure), distortions.leak ? request : undefined));
  }
  return distortions;
}

function isCounted(rule: FaultRule): rule is FaultRule & { times?: number } {
  return rule.fault === "throttled" || rule.fault === "wordless";
}

type Failure = "wordless" | "refused" | "throttled" | "unreachable" | "blank-id";

async function strike(rule: FaultRule, isStill: () => boolean): Promise<Failure | undefined> {
  switch (rule.fault) {
    case "latency":
      await sleep(rule.ms);
      return undefined;
    case "hang":
      return new Promise(() => {});
    case "crash":
      process.stderr.write("panic: runtime error: invalid memory address or nil pointer dereference\n");
      return process.exit(2);
    case "refused":
    case "unreachable":
      return rule.fault;
    case "refused-as-blank-id":
      return "blank-id";
    case "throttled":
    case "wordless":
      return isStill() ? rule.fault : undefined;
    default:
      return undefined;
  }
}

function wording({ words }: Provider, call: CallContext, failure: Failure): string {
  const isRefused = failure === "refused" || failure === "blank-id";
  if (isRefused) return call.operation === "configure" ? words.unconfigured : words.refused(call);
  if (failure === "wordless") return "";
  return words[failure](call);
}

function quoting(message: string, request: unknown): string {
  return request === undefined ? message : `${message}\nRequest: ${JSON.stringify(request)}`;
}
