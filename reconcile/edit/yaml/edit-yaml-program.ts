import { Refused } from "../../refusal.ts";
import type { Edit, EditRequest, ReadFile } from "../edit-request.ts";
import { byHand } from "../scalar-request.ts";

/** The replacements in a Pulumi YAML program, or in its stack's configuration, that make it give the cloud's value. Pure. @throws {Refused} wherever it would not be certain */
export async function editYamlProgram(request: EditRequest, _readFile: ReadFile): Promise<Edit[]> {
  throw new Refused("runtime", "Pulumi YAML programs cannot be edited yet.", byHand(request));
}
