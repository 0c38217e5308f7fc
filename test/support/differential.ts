import { expect } from "vitest";
import type { ResourceReport } from "../../model/index.ts";
import { inlineStack, type ResourceChange } from "./engine.ts";
import { disturb, programOf, randomEstate, randomFrom, type Happening } from "./random-estate.ts";
import { scanBackend, stackIn } from "./scan.ts";
import { startTestCloud } from "./test-cloud.ts";

/** The differences between a scan and the engine that the design names; `same` is none. */
export type Agreement = "same" | "refused" | "ignored" | "secret" | "set aside" | "doubted deletion";

/**
 * Makes a random estate, lets random things happen to it, and compares what the engine's refresh preview says with what a scan says, resource by resource.
 * @throws where they differ in a way that the design does not name; the seed makes the same case again
 */
export async function differ(seed: number, options: { size: number; reader: "engine" | "direct" }): Promise<{ agreements: Agreement[]; happenings: Happening[] }> {
  const random = randomFrom(seed);
  const cloud = await startTestCloud();
  const estate = randomEstate(random, options.size);
  const stack = await inlineStack({ project: `estate-${seed}`, stack: "prod", cloud, program: programOf(estate) });
  try {
    await stack.up();
    const happened = disturb(estate, cloud, random);
    const engine = await stack.previewRefresh();
    const { stack: report, resources } = stackIn(await scanBackend({ backendUrl: stack.backendUrl, env: stack.env, reader: options.reader }), `estate-${seed}/prod`);
    const agreements = estate.map(({ name }) => {
      const change = engine.changes.find(each => each.name === name);
      const agreement = agreementOn(change, resources[name], happened.get(name)!);
      expect(agreement, `seed ${seed}, ${name} (${happened.get(name)}): the engine says ${change?.op ?? "same"}, the scan ${resources[name]?.verdict ?? "in sync"} ${resources[name]?.reason ?? ""}`).toBeDefined();
      return agreement!;
    });
    // An engine that could not read something ends in an error; a scan tells the rest, and counts what it could not.
    expect(engine.errors.length > 0).toBe(agreements.includes("refused"));
    expect(report.coverage).toEqual({ evaluated: agreements.filter(agreement => agreement !== "refused" && agreement !== "doubted deletion").length, total: estate.length });
    return { agreements, happenings: [...happened.values()] };
  } finally {
    await stack.dispose();
    await cloud.stop();
  }
}

/** How the two agree on a resource; `undefined` where they do not. */
function agreementOn(change: ResourceChange | undefined, report: ResourceReport | undefined, happened: Happening): Agreement | undefined {
  if (happened === "refused") return change === undefined && report?.verdict === "unknown" && report.reason === "refused" ? "refused" : undefined;
  if (change?.op === "delete") {
    if (report?.kind === "deleted") return "same";
    return report?.verdict === "unknown" && report.reason === "mass-deletion" ? "doubted deletion" : undefined;
  }
  if (change) {
    if (report?.verdict === "drifted" && report.kind === "changed") return "same";
    return (report?.verdict ?? "in-sync") === "in-sync" && (report?.setAside ?? []).length > 0 ? "set aside" : undefined;
  }
  if (report === undefined || report.verdict === "in-sync") return "same";
  if (report.verdict === "ignored") return "ignored";
  return report.verdict === "drifted" && report.paths.every(({ secret }) => secret) ? "secret" : undefined;
}
