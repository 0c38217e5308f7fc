// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as namingConvention } from "./naming-convention";
import { policy as namingLegal } from "./naming-legal";
import { policy as namingUnique } from "./naming-unique";

export const policies: readonly Policy[] = [namingConvention, namingLegal, namingUnique];
