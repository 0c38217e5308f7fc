import type { Json } from "../../../model/json.ts";

/** One value of `Pulumi.<stack>.yaml` that is to become another. */
export interface ConfigChange {
  stack: string;
  /** As `aws` of `aws:region`; of the project's own keys its name. */
  namespace: string;
  key: string;
  /** Members of a structured value, outermost first. */
  below: readonly (string | number)[];
  /** What the program was given; absent: the key is not set. */
  oldValue?: Json;
  newValue: Json;
  /** The program has a value of its own where the key is not set: it may be added. */
  hasFallback: boolean;
}
