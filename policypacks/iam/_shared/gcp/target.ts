import type { Subject } from "../../../_kit/resource";
import { familyOf } from "./families";

/** A text that is the same for all resources that grant roles on the same thing. @throws {Undecided} where that is not known */
export function targetOf(subject: Subject): string {
  const { family } = familyOf(subject.type) ?? {};
  return [family?.id, ...(family?.target ?? []).map(property => partOf(subject, property))].join("|");
}

/** A property as a text; one that is not known yet as what it is made from. @throws {Undecided} */
export function partOf(subject: Subject, property: string): string {
  const value = subject.props.at(property);
  if (value.isMissing) return property === "project" ? (subject.place.account ?? "") : "";
  const sources = subject.resource.dependencies?.[property] ?? [];
  if (value.isUnknown && sources.length > 0) return [...sources].sort().join(",");
  // Google Cloud takes a name, a path or a URL for the same thing: the name is the last part of each.
  return value.text()?.split("/").at(-1) ?? "";
}
