import { physicalName } from "../../_kit/facts";
import type { Subject } from "../../_kit/resource";
import { Value } from "../../_kit/value";
import { isWireObject, type Wire, type WireObject } from "../../_kit/wire";

/** A name as a rule judges it. */
export interface JudgedName {
  value: Value;
  text: string;
  /** The random end that Pulumi has put behind the program's name for it; "" where the program names it itself. */
  suffix: string;
}

/** The name under which the cloud knows the resource; `undefined` where it has none. @throws {Undecided} */
export function cloudName(subject: Subject): JudgedName | undefined {
  const value = physicalName(subject);
  const text = value?.text();
  return value && text !== undefined && text !== "" ? { value, text, suffix: autoNameSuffix(text, subject) } : undefined;
}

/** The cloud's name for it, or the tag that AWS shows as its name, or the program's name for it. @throws {Undecided} */
export function nameToJudge(subject: Subject): JudgedName {
  const named = cloudName(subject);
  if (named) return named;
  const [tag] = subject.cloud === "aws" ? subject.props.find("tags.Name") : [];
  const value = tag ?? new Value(subject.name, "The resource's name");
  return { value, text: value.text() ?? "", suffix: "" };
}

/** A kind of resource in words: `storage account` of `azure-native:storage:StorageAccount`. */
export function kindOf(type: string): string {
  const name = type.slice(type.lastIndexOf(":") + 1);
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2").split(" ").map(word => (/^[A-Z]+$/.test(word) ? word : word.toLowerCase())).join(" ");
}

/** The inputs with another text at the path of a name; `undefined` where the way there is not plain. */
export function renamed(inputs: WireObject, path: string, name: string): WireObject | undefined {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...inputs, [key]: name };
  const inner: Wire | undefined = inputs[key];
  const changed = isWireObject(inner) ? renamed(inner, rest.join("."), name) : undefined;
  return changed && { ...inputs, [key]: changed };
}

/** https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming: seven or eight random digits, some clouds without a hyphen before them. */
function autoNameSuffix(text: string, { name }: Subject): string {
  const end = text.slice(name.length);
  return text.toLowerCase().startsWith(name.toLowerCase()) && /^-?[0-9a-f]{7,8}$/.test(end) ? end : "";
}
