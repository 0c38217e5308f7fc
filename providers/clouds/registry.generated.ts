// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Cloud } from "../../model/ports/cloud.ts";

export const clouds: readonly Cloud[] = [];
