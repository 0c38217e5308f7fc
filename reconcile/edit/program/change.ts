import type { Json } from "../../../model/json.ts";

/** What a value was and is to be. */
export interface Change<Value extends Json = Json> {
  old: Value;
  new: Value;
  /** Inside a document: keys are as they are. */
  isVerbatim: boolean;
}
