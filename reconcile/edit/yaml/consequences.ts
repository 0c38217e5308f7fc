import type { ConfigChange } from "../stack-config/config-change.ts";
import type { Spot } from "./confirm.ts";

/** What an edit of one property leads to besides the property's own text. */
export interface Consequences {
  configChanges: ConfigChange[];
  spots: Spot[];
}
