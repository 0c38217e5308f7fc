// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Forge } from "../../model/ports/forge.ts";

export const forges: readonly Forge[] = [];
