import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { Undecided } from "../../../_kit/undecided";

/**
 * The template that one of these properties names. @throws {Undecided} where it is not in the stack, nor in the estate snapshot:
 * then nothing says what the machines are
 */
export function templateOf(subject: Subject, properties: readonly string[], types: readonly string[], neighbours: Neighbours): Subject | undefined {
  const property = properties.find(path => !subject.props.at(...path.split(".")).isMissing);
  if (property === undefined) return undefined;
  const reference = neighbours.referenceOf(subject, property, types);
  const template = reference && "urn" in reference ? neighbours.subjectOf(reference.urn) : undefined;
  if (!template) throw new Undecided(`the machine type of ${property} ${subject.props.at(...property.split("."))}`, "on no record", "Have the template in a stack of the estate, so that a scan finds it.");
  return template;
}
