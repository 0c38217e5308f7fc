import { scanStacks, type ScanPorts } from "../../drift/scan.ts";
import { parseStackExport } from "../../estate/parse-stack-export.ts";
import { sumCoverage, type CallLimiter, type CloudSession, type Config, type IdentityFor, type ScanReport, type StackObservation, type StackReader, type StackReport } from "../../model/index.ts";
import { pulumiEngine, type PulumiEngine } from "../../providers/engines/pulumi/pulumi-engine.ts";
import { reasonOf } from "../../providers/engines/pulumi/reason-of.ts";
import { PASSPHRASE } from "./engine.ts";

export interface ScanOptions {
  backendUrl: string;
  /** The engine's environment. */
  env: NodeJS.ProcessEnv;
  passphrase?: string;
  readMs?: number;
  /** Stacks at once; default 2. */
  parallel?: number;
  /** Who reads; default: directly, and what only the engine knows how to treat through the engine. */
  reader?: "engine" | "direct";
  /** Milliseconds for a whole stack. */
  stackMs?: number;
  /** Plugins that are kept between reads. */
  warmPlugins?: number;
  limiter?: CallLimiter;
  callsPerSecond?: Record<string, number>;
  /** Told what is observed of each stack, before it is judged. */
  onObserved?(observation: StackObservation): void;
  identityFor?: IdentityFor;
  /** More of what a scan works with: baselines, exemptions, policies. */
  portsOf?(engine: PulumiEngine): Partial<ScanPorts>;
  areDeletionsConfirmed?: boolean;
}

/** An identity whose caller is confirmed; the file-backed clouds take anybody. */
export const CONFIRMED: CloudSession = {
  identity: "reader",
  key: "reader",
  expectedAccount: "1",
  impose: config => ({ config, env: {} }),
  confirm: async () => ({ caller: "reader", account: "1" }),
};

/** The engine as a test opens it; the caller closes it. */
export function openEngine(options: ScanOptions): PulumiEngine {
  return pulumiEngine({
    backends: { main: { url: options.backendUrl, secrets: { passphrase: { env: "TEST_PASSPHRASE" } } } },
    limits: limitsOf(options),
    baseDir: "/",
    env: { ...options.env, TRUEUP_READER: options.reader },
    secret: () => options.passphrase ?? PASSPHRASE,
    fingerprintKey: new Uint8Array(32).fill(7),
    parseExport: parseStackExport,
    knownPackages: [],
    ...(options.limiter ? { limiter: options.limiter } : {}),
    ...(options.warmPlugins === undefined ? {} : { warmPlugins: options.warmPlugins }),
    onFallBack: (stack, because) => {
      if (options.reader === "direct") throw new Error(`${stack} was not read directly: ${because}`);
    },
  });
}

/** One scan of a whole backend, by the direct reader alone or by the real engine and the gateway; every plugin has ended when it returns. */
export async function scanBackend(options: ScanOptions): Promise<ScanReport> {
  const engine = openEngine(options);
  try {
    const targets = (await engine.backend("main").list()).map(ref => ({ ref, identityFor: options.identityFor ?? (async () => CONFIRMED), areDeletionsConfirmed: options.areDeletionsConfirmed ?? false }));
    const ports = { backend: engine.backend, reader: watched(engine.reader, options), reasonOf, ...options.portsOf?.(engine) };
    const limits = limitsOf(options);
    const stacks = await scanStacks(targets, ports, { parallel: limits.parallel, goneShare: limits.goneShare, readMs: limits.readSeconds * 1000, stackMs: limits.stackSeconds * 1000 });
    const at = new Date().toISOString();
    return { schema: "trueup/scan/v1", scan: { id: "test", startedAt: at, finishedAt: at, trueup: "test" }, coverage: sumCoverage(stacks), stacks };
  } finally {
    await engine.close();
  }
}

function limitsOf({ parallel = 2, readMs = 20_000, stackMs = 120_000, callsPerSecond = {} }: ScanOptions): Config["limits"] {
  return { parallel, readSeconds: readMs / 1000, stackSeconds: stackMs / 1000, goneShare: 0.5, coverage: 0, callsPerSecond };
}

function watched(reader: StackReader, { onObserved }: ScanOptions): StackReader {
  return {
    async read(...asked) {
      const observation = await reader.read(...asked);
      onObserved?.(observation);
      return observation;
    },
  };
}

/** The stack's report, and of it the resources by name. */
export function stackIn(report: ScanReport, stack: string): { stack: StackReport; resources: Record<string, StackReport["resources"][number]> } {
  const found = report.stacks.find(candidate => candidate.stack === stack);
  if (!found) throw new Error(`no stack ${stack} in the report; there are ${report.stacks.map(({ stack: name }) => name).join(", ")}`);
  return { stack: found, resources: Object.fromEntries(found.resources.map(resource => [resource.urn.split("::").at(-1)!, resource])) };
}
