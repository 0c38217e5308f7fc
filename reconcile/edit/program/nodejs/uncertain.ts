import type { RefusalCode } from "../../../refusal.ts";
import type { Binding } from "../language.ts";

/** Why a name is not known to be one value. */
export function uncertain(code: RefusalCode, message: string, hint = "Edit the program by hand."): Binding {
  return { kind: "uncertain", code, message, hint };
}
