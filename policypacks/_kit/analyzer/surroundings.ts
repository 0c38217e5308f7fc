import type { Finding } from "../finding";
import { readEstateFile } from "../estate-file";
import { notice } from "../housekeeping";
import { rootOf } from "../resource";
import type { Settings } from "../settings";
import type { Snapshot } from "../snapshot";
import { namedByEngine, placesToLook, readSettings, type SettingsRequest, whereCalled } from "./read-settings";
import { resolve } from "node:path";

export interface SurroundingsRequest extends SettingsRequest {
  /** A URN of the stack that is judged. */
  urn: string;
}

/** What rules are judged with, and what has to be said about that. */
export interface Surroundings {
  settings: Settings;
  snapshot: Snapshot | undefined;
  notices: Finding[];
  /** With a broken configuration no rule is judged. */
  isBroken: boolean;
}

/** Reads the configuration and the estate snapshot that the environment, the engine's pack configuration or the place name. Never throws. */
export async function readSurroundings(request: SurroundingsRequest): Promise<Surroundings> {
  const { settings, estate, mistakes } = await readSettings(request);
  const place = { urn: rootOf(request.urn), type: "pulumi:pulumi:Stack" };
  if (mistakes) return { settings, snapshot: undefined, isBroken: true, notices: [notice("configuration", place, mistakes)] };
  if (!request.pack.policies.some(({ needs }) => needs === "estate")) return { settings, snapshot: undefined, isBroken: false, notices: [] };
  const found = readEstateFile({ named: namedEstate(request) ?? estate, folders: placesToLook(request) });
  return { settings, isBroken: false, ...("problem" in found ? noSnapshot(found.problem, place) : withSnapshot(found.snapshot, place)) };
}

type Place = { urn: string; type: string };

function noSnapshot(problem: string, place: Place) {
  return {
    snapshot: undefined,
    notices: [
      notice("estate", place, {
        message: `The estate snapshot ${problem}. What other stacks use is not known, so this stack is judged by itself.`,
        fix: "`trueup snapshot` or `trueup scan` writes it; set TRUEUP_ESTATE to its path where it is elsewhere.",
      }),
    ],
  };
}

function withSnapshot(snapshot: Snapshot, place: Place) {
  const stacks = snapshot.missing.map(({ stack, reason }) => `${stack} (${reason})`);
  if (stacks.length === 0) return { snapshot, notices: [] };
  const message = `The estate snapshot does not say what ${stacks.length === 1 ? "one stack uses" : `${stacks.length} stacks use`}: ${stacks.join(", ")}.`;
  return { snapshot, notices: [notice("estate", place, { message, fix: "Scan again when they can be read." })] };
}

function namedEstate(request: SurroundingsRequest): { file: string; by: string } | undefined {
  const file = request.env["TRUEUP_ESTATE"];
  return file ? { file: resolve(whereCalled(request), file), by: "TRUEUP_ESTATE" } : namedByEngine("estate", request);
}
