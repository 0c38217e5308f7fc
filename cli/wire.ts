import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { parseStackExport } from "../estate/parse-stack-export.ts";
import type { FactsOf } from "../estate/take-snapshot.ts";
import type { Config, SecretReference } from "../model/config.ts";
import type { GuidedError } from "../model/guided-error.ts";
import type { Cloud, CloudContext } from "../model/ports/cloud.ts";
import type { OpenCheckout } from "../model/ports/checkout.ts";
import type { CodeAhead } from "../model/ports/code-ahead.ts";
import type { Forge } from "../model/ports/forge.ts";
import type { FindingFormat } from "../model/ports/finding-format.ts";
import type { Notifier } from "../model/ports/notifier.ts";
import type { CallLimiter } from "../model/ports/limiter.ts";
import type { Queue } from "../model/ports/queue.ts";
import type { ReportFormat } from "../model/ports/report-format.ts";
import type { Store } from "../model/ports/store.ts";
import type { UnknownReason } from "../model/verdict.ts";
import { openIdentities, type Identities } from "../providers/clouds/identities.ts";
import { clouds } from "../providers/clouds/registry.generated.ts";
import { reasonOf } from "../providers/engines/pulumi/reason-of.ts";
import type { PulumiEngine, PulumiEngineOptions } from "../providers/engines/pulumi/pulumi-engine.ts";
import { forges } from "../providers/forges/registry.generated.ts";
import { notifiers } from "../providers/notifiers/registry.generated.ts";
import { codeHistory, type CodeHistoryOptions } from "../providers/git/code-history.ts";
import { gitCheckouts, type CheckoutOptions } from "../providers/git/git-checkouts.ts";
import { readInside } from "../providers/git/read-inside.ts";
import { resolveSecret, type SecretPlace } from "../providers/secrets/resolve-secret.ts";
import { openStore, type StoreSettings } from "../providers/stores/open-store.ts";
import { scanId } from "../providers/stores/scan-id.ts";
import { findingFormats } from "../reports/findings/registry.generated.ts";
import { formats } from "../reports/registry.generated.ts";
import { policyResources } from "./policy/policy-resources.ts";

export type { Identities, PulumiEngine as Engine };
export type EngineOptions = Omit<PulumiEngineOptions, "parseExport" | "knownPackages">;

/** The implementations that the commands work with; the only place that chooses them. */
export interface Wire {
  version: string;
  clouds: readonly Cloud[];
  forges: readonly Forge[];
  notifiers: readonly Notifier[];
  formats: readonly ReportFormat[];
  findingFormats: readonly FindingFormat[];
  /** @throws {GuidedError} SECRET_MISSING */
  resolveSecret(reference: SecretReference, place: SecretPlace): string;
  openIdentities(settings: Config["identities"], context: CloudContext): Identities;
  openEngine(options: EngineOptions): Promise<PulumiEngine>;
  /** The file of a provider plugin. @throws {GuidedError} PLUGIN_MISSING with the command that installs it */
  findPlugin(name: string, version: string | undefined, env: NodeJS.ProcessEnv): Promise<string>;
  /** @throws {GuidedError} STORE_BROKEN, STORE_BUSY or DATABASE_UNREACHABLE */
  openStore(place: StorePlace): Promise<Store>;
  newScanId(now: Date): string;
  /** The reason of a verdict that stands for an error of ours. */
  reasonOf(error: GuidedError): UnknownReason;
  /** What resources use, as the policy packs understand them. */
  loadFactsOf(): Promise<FactsOf>;
  /** What judges resources by the policy packs. */
  loadPolicyKit(): Promise<PolicyKit>;
  /** Scratch working copies of the programs that are reconciled. */
  openCheckouts(options: CheckoutOptions): OpenCheckout;
  /** The bytes of a file below a folder (whose own path holds no links); `undefined` where there is none, or where a link leads elsewhere. */
  readInside(folder: string, path: string): Promise<Uint8Array | undefined>;
  /** What the workers of a service share. @throws {GuidedError} STORE_BROKEN, STORE_BUSY or DATABASE_UNREACHABLE */
  openShared(place: StorePlace, options: SharedOptions): Promise<Shared>;
  /** Answers HTTP requests at an address, `host:port`. @throws {GuidedError} USAGE where nobody may listen there */
  listen(handler: (request: Request) => Response | Promise<Response>, address: string): Promise<{ url: string; close(): Promise<void> }>;
  /** What the repositories of programs have beyond what was deployed. */
  openCodeAhead(options: CodeHistoryOptions): CodeAhead;
}

export interface SharedOptions {
  /** This process, told from all others. */
  worker: string;
  callsPerSecond: Config["limits"]["callsPerSecond"];
  onTrouble(error: Error): void;
}

export interface Shared {
  queue: Queue;
  limiter: CallLimiter;
  /** Whether the database answers. @throws {GuidedError} where it does not */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Where scans are kept. */
export interface StorePlace {
  /** Absolute. */
  folder: string;
  /** Where several machines share one; absent: the embedded one in `folder`. */
  database?: NonNullable<Config["database"]>;
  secret(reference: SecretReference): string;
}

export interface PolicyKit {
  policies: typeof import("../policypacks/all/registry.generated.ts").policies;
  evaluate: typeof import("../policypacks/_kit/evaluate.ts").evaluate;
  readConfig: typeof import("../policypacks/_kit/config/read-config.ts").readConfig;
  defaultSettings: typeof import("../policypacks/_kit/settings.ts").defaultSettings;
  readEstateFile: typeof import("../policypacks/_kit/estate-file.ts").readEstateFile;
  cloudOf: typeof import("../policypacks/_kit/type-token.ts").cloudOf;
  exampleFindings: typeof import("../policypacks/_kit/examples.ts").exampleFindings;
  /** The schema of a policy configuration, but for the options of each rule. */
  policyConfig: typeof import("../policypacks/_kit/config/schema.ts").policyConfig;
  mayBeAFile: typeof import("../policypacks/_kit/config/file-options.ts").mayBeAFile;
  /** What a check says about itself rather than about resources. */
  housekeeping: typeof import("../policypacks/_kit/housekeeping.ts").HOUSEKEEPING;
}

/** What is heavy to load is loaded when it is first needed, so that `trueup --help` answers at once. */
export function createWire(): Wire {
  return {
    version: ownVersion(),
    ...{ clouds, forges, notifiers, formats, findingFormats, resolveSecret, readInside },
    openIdentities: (settings, context) => openIdentities(settings, clouds, context),
    async openEngine(options) {
      const { pulumiEngine } = await import("../providers/engines/pulumi/pulumi-engine.ts");
      return pulumiEngine({ ...options, parseExport: parseStackExport, knownPackages: clouds.flatMap(({ packages }) => packages) });
    },
    async findPlugin(name, version, env) {
      const { locatePlugin } = await import("../providers/engines/pulumi/plugins/locate-plugin.ts");
      return locatePlugin(name, version, env);
    },
    openStore: async place => openStore(storeSettings(place)),
    async openShared(place, options) {
      const [{ openDatabase }, { databaseQueue }, { sharedLimiter }] = await Promise.all([import("../providers/stores/open-store.ts"), import("../providers/queues/database-queue.ts"), import("../providers/limiter/shared-limiter.ts")]);
      const database = await openDatabase(storeSettings(place));
      const queue = await databaseQueue(database, { backend: place.database ? "postgres" : "pglite", onTrouble: options.onTrouble });
      const limiter = sharedLimiter(database, options);
      return {
        ...{ queue, limiter },
        ping: async () => void (await database.query("select 1")),
        async close() {
          limiter.close();
          await queue.close();
          await database.close();
        },
      };
    },
    async listen(handler, address) {
      const { listen } = await import("../providers/http/listen.ts");
      return listen(handler, address);
    },
    newScanId: now => scanId(now, randomBytes(3)),
    reasonOf,
    async loadFactsOf() {
      const { factsOf } = await import("../policypacks/_kit/facts.ts");
      return resources => factsOf(policyResources(resources));
    },
    async loadPolicyKit() {
      const [{ policies }, { evaluate }, { readConfig }, { defaultSettings }, { readEstateFile }, { cloudOf }, { exampleFindings }, { HOUSEKEEPING }, { policyConfig }, { mayBeAFile }] = await Promise.all([
        import("../policypacks/all/registry.generated.ts"),
        import("../policypacks/_kit/evaluate.ts"),
        import("../policypacks/_kit/config/read-config.ts"),
        import("../policypacks/_kit/settings.ts"),
        import("../policypacks/_kit/estate-file.ts"),
        import("../policypacks/_kit/type-token.ts"),
        import("../policypacks/_kit/examples.ts"),
        import("../policypacks/_kit/housekeeping.ts"),
        import("../policypacks/_kit/config/schema.ts"),
        import("../policypacks/_kit/config/file-options.ts"),
      ]);
      return { policies, evaluate, readConfig, defaultSettings, readEstateFile, cloudOf, exampleFindings, housekeeping: HOUSEKEEPING, policyConfig, mayBeAFile };
    },
    openCheckouts: gitCheckouts,
    openCodeAhead: codeHistory,
  };
}

/** The password is there from the beginning, so that a missing one is told before anything is done; the key only where something is fingerprinted. */
function storeSettings({ folder, database, secret }: StorePlace): StoreSettings {
  if (!database) return { folder };
  const { url, password, fingerprintKey } = database;
  return { folder, server: { url, ...(password ? { password: secret(password) } : {}), fingerprintKey: () => secret(fingerprintKey) } };
}

/** By the package's own name, because the way to package.json differs between sources and dist/. */
function ownVersion(): string {
  const manifest = createRequire(import.meta.url)("trueup/package.json") as { version: string };
  return manifest.version;
}
