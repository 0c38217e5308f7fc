import type { CloudSession } from "../../model/ports/cloud.ts";
import { someOf } from "../wording.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** More permissions than this are told as a number: the first ones say enough. */
const SHOWN = 5;

/** What the cloud itself says of an identity's rights to write. @param who as `identity prod` */
export async function* checkProof(who: string, session: CloudSession): AsyncGenerator<Finding> {
  if (!session.proveReadOnly) return void (yield note(`${who}: that it cannot write could not be proven: its cloud has no way to ask`));
  try {
    const { state, how, permissions = [], fix } = await session.proveReadOnly();
    if (state === "untold") yield note(`${who}: that it cannot write could not be proven: ${how}`, fix);
    else if (state === "writes") yield { state: "bad", text: `${who} may write: ${someOf(permissions, SHOWN)} (${how})`, ...next(fix) };
    else if (permissions.length === 0) yield { ...good(`${who} cannot write: ${how}`), ...next(fix) };
    else {
      yield good(`${who} cannot write: ${how}`);
      yield note(`${who}: without that it could write: ${someOf(permissions, SHOWN)}`, fix);
    }
  } catch (error) {
    yield bad(`${who}: whether it could write was not told`, error);
  }
}

function next(fix: string | undefined): Pick<Finding, "next"> {
  return fix === undefined ? {} : { next: fix };
}
