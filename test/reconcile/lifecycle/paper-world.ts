import { GuidedError } from "../../../model/guided-error.ts";
import { reconcileSettings, type ReconcileSettings } from "../../../model/reconcile-config.ts";
import type { Direction } from "../../../model/reconcile-report.ts";
import { chosenDirection, lookAround } from "../../../reconcile/lifecycle/look-around.ts";
import { settle } from "../../../reconcile/lifecycle/settle.ts";
import type { Choice, RefusedDrift, Settlement, StackNews } from "../../../reconcile/lifecycle/settlement.ts";
import type { Candidate } from "../../../reconcile/proposals/proposal.ts";
import { branchName, fingerprintOf, keyOf } from "../../../reconcile/pull-request/identity.ts";
import { PaperForge, type Gate } from "./paper-forge.ts";

export const RESOURCES = [
  { name: "site", stack: "web/dev", asks: false },
  { name: "logs", stack: "web/dev", asks: true },
  { name: "queue", stack: "web/prod", asks: false },
] as const;
export const STACKS = ["web/dev", "web/prod"] as const;
export type Resource = (typeof RESOURCES)[number];
export type Stack = (typeof STACKS)[number];

/** What is true of clouds and stacks, and the forge; a run is asked to bring the forge to it. */
export class PaperWorld {
  readonly forge: PaperForge;
  readonly settings: ReconcileSettings;
  readonly drift = new Map<string, string>();
  readonly states = new Map<string, number>(STACKS.map(stack => [stack, 1]));
  /** Resources whose edit cannot be proven now. */
  readonly unprovable = new Set<string>();
  /** How often a proposal was made. */
  made = 0;
  private readonly commitsByForge: boolean;

  constructor({ settings = {}, closesWithBranch = true, commitsByForge = false }: { settings?: Partial<ReconcileSettings>; closesWithBranch?: boolean; commitsByForge?: boolean } = {}) {
    this.forge = new PaperForge({ closesWithBranch });
    this.settings = { ...reconcileSettings.parse({}), ...settings };
    this.commitsByForge = commitsByForge;
  }

  keyOf({ stack, name }: Resource, direction: Direction): string {
    const [project, short] = stack.split("/") as [string, string];
    return keyOf({ repository: "acme/infra", project, stack: short, direction, urn: urnOf(name) });
  }

  fingerprintOf({ name }: Resource): string {
    return fingerprintOf([{ path: "tags.Owner", cloud: this.drift.get(name) ?? "" }]);
  }

  /** One run of one scanner. @throws {GuidedError} where the forge cannot be looked at */
  async run(gate: Gate, { skipped }: { skipped?: Stack | undefined } = {}): Promise<Settlement> {
    const { forge, settings } = this;
    const pause = (): Promise<void> => Promise.resolve();
    const place = { repository: forge.repository(gate, { commits: this.commitsByForge }), checkout: forge.checkout(gate), base: forge.defaultBranch };
    const seen = await lookAround(place, { settings, pause });
    const evaluated = new Set(STACKS.filter(stack => stack !== skipped));
    const candidates: Candidate[] = [];
    const news = new Map(STACKS.map(stack => [stack, { toChoose: [] as Choice[], refused: [] as RefusedDrift[], restores: [], errors: stack === skipped ? [{ code: "failed", message: "It could not be previewed.", hint: "Try again." }] : [] }]));
    for (const resource of RESOURCES) {
      if (!this.drift.has(resource.name) || !evaluated.has(resource.stack)) continue;
      const urn = urnOf(resource.name);
      const direction = resource.asks ? chosenDirection(seen, resource.stack, urn) : "adopt";
      if (resource.asks) news.get(resource.stack)!.toChoose.push({ subject: urn, urn, name: resource.name, type: "aws:s3/bucket:Bucket", paths: ["tags.Owner"], offered: ["adopt", "restore"], urgency: 1 });
      if (direction) candidates.push(this.candidateOf(resource, direction, gate));
    }
    return settle({ candidates, evaluated, news: news as ReadonlyMap<string, StackNews>, folders: new Map(), settings, dryRun: false, trueup: "0.1.0", engine: "3.250.0", now: () => forge.now, pause }, place, seen);
  }

  private candidateOf(resource: Resource, direction: Direction, gate: Gate): Candidate {
    const { stack, name } = resource;
    const key = this.keyOf(resource, direction);
    const value = this.drift.get(name)!;
    const { base } = this.forge;
    return {
      ...{ direction, stack, key, base },
      subjects: [urnOf(name)],
      fingerprint: this.fingerprintOf(resource),
      branch: branchName({ stack: stack.split("/")[1]!, name, key }),
      title: `${direction} ${name}`,
      urgency: name.length,
      state: String(this.states.get(stack)),
      make: () =>
        gate({ name: "make", isWrite: false }, () => {
          this.made += 1;
          if (this.unprovable.has(name)) return { refusal: { code: "proof", message: "Something new appears.", hint: "Edit it by hand." } };
          const files = new Map([[`${name}.ts`, new TextEncoder().encode(`${value} on ${base}`)]]);
          return { title: `${direction} ${name}`, body: `| tags.Owner | ${value} |`, commitMessage: `${direction} ${name}`, files, labels: ["drift"], check: { conclusion: "success" as const, title: "Proven", summary: "" } };
        }),
    };
  }

  /** A run that nothing disturbs. */
  quietRun(): Promise<Settlement> {
    return this.run((_call, carryOut) => Promise.resolve().then(carryOut));
  }
}

export function urnOf(name: string): string {
  return `urn:pulumi:dev::web::aws:s3/bucket:Bucket::${name}`;
}

/** Runs end badly in known ways only. */
export async function orKnown(run: Promise<unknown>, isExpected: (error: unknown) => boolean): Promise<void> {
  await run.catch((error: unknown) => {
    if (!isExpected(error) && !(error instanceof GuidedError)) throw error;
  });
}
