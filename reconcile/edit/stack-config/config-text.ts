import type { Json } from "../../../model/json.ts";

/** What a program is given for a value of the configuration: numbers and booleans as text, structured values as JSON. */
export function configText(value: Json): string {
  return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A number that the engine's float notation does not touch. */
const SHORT_NUMBER = /^-?(0|[1-9]\d{0,9})(\.\d{0,4}[1-9])?$/;

/** Whether the text may stand bare though it is no string to YAML: the engine gives the program the same text. */
export function isPlainConfigText(text: string): boolean {
  return text === "true" || text === "false" || (SHORT_NUMBER.test(text) && text !== "-0");
}
