import { isJsonObject, jsonEqual, valueAt, type Json, type JsonObject, type Observation, type PropertyPath, type StackState } from "../model/index.ts";
import type { Difference } from "./differences.ts";

/** Another resource of the same stack, as the state records it. */
export interface Neighbour {
  urn: string;
  type: string;
  id?: string;
  inputs: JsonObject;
  outputs: JsonObject;
  /** It was read itself in this scan, so what is wrong with it is told there. */
  isRead: boolean;
}

/** One place of one resource where what is recorded and what was found are not the same, with what stands around it. */
export interface Place extends Difference {
  /** The resource's type token. */
  type: string;
  /** The resource's id in its cloud, where it is known. */
  id?: string | undefined;
  /** The resource as recorded and as found, on the side (inputs or outputs) where this difference shows. */
  recorded: Json;
  found: Json;
  /** The resource's inputs as recorded: what the program says. */
  inputs: JsonObject;
  /** The resource's outputs as recorded, for its ids and names. */
  outputs: JsonObject;
  /** The resource's outputs as found. */
  foundOutputs: JsonObject;
  /** All differences of the resource, this one among them. */
  all: readonly Difference[];
  neighbours: readonly Neighbour[];
}

/** Puts a difference into its surroundings. */
export function placeOf(difference: Difference, observation: Observation, all: readonly Difference[], neighbours: readonly Neighbour[]): Place {
  const { recorded, found, type } = observation;
  const isOfInputs = showsInInputs(difference.path, observation);
  return {
    ...difference,
    type,
    id: neighbours.find(({ urn }) => urn === observation.urn)?.id,
    recorded: isOfInputs ? recorded.inputs : withInputs(recorded.outputs, recorded.inputs),
    found: isOfInputs ? found!.inputs! : found!.outputs,
    inputs: objectOf(recorded.inputs),
    outputs: objectOf(recorded.outputs),
    foundOutputs: objectOf(found!.outputs),
    all,
    neighbours,
  };
}

/** The resources that a scan of the stack saw. */
export function neighboursOf(observations: readonly Observation[], { resources }: Pick<StackState, "resources">): Neighbour[] {
  const ids = new Map(resources.map(({ urn, id }) => [urn, id]));
  return observations.map(({ urn, type, recorded, outcome }) => ({ urn, type, ...(ids.get(urn) === undefined ? {} : { id: ids.get(urn)! }), inputs: objectOf(recorded.inputs), outputs: objectOf(recorded.outputs), isRead: outcome.kind !== "unanswered" }));
}

function showsInInputs(path: PropertyPath, { recorded, found }: Observation): boolean {
  return found!.inputs !== undefined && !jsonEqual(valueAt(recorded.inputs, path), valueAt(found!.inputs, path));
}

/** Outputs, and of what they do not tell, the inputs. */
function withInputs(outputs: Json, inputs: Json): Json {
  return { ...objectOf(inputs), ...objectOf(outputs) };
}

function objectOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}
