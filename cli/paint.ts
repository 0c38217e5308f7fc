import { styleText } from "node:util";
import type { Paint } from "../model/ports/finding-format.ts";
import type { Terminal } from "./command.ts";

export type { Paint };

/** Colours for a person at a terminal; plain text for pipes and wherever NO_COLOR is set (https://no-color.org). */
export function paintFor(terminal: Pick<Terminal, "isInteractive" | "env">): Paint {
  const isPlain = !terminal.isInteractive || Boolean(terminal.env["NO_COLOR"]) || terminal.env["TERM"] === "dumb";
  const paint = (style: keyof Paint) => (text: string) => (isPlain ? text : styleText(style, text, { validateStream: false }));
  return { red: paint("red"), green: paint("green"), yellow: paint("yellow"), cyan: paint("cyan"), bold: paint("bold"), dim: paint("dim") };
}
