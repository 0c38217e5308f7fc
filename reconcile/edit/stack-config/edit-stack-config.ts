import type { Json } from "../../../model/json.ts";
import type { Edit, ReadFile } from "../edit-request.ts";
import { Refused } from "../../refusal.ts";

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

/** The one replacement in the stack's configuration file that sets the value; comments, quotes and every other byte stay. Pure. @throws {Refused} */
export async function editStackConfig({ stack, namespace, key }: ConfigChange, _readFile: ReadFile): Promise<Edit> {
  throw new Refused("config", `The value comes from the configuration key ${namespace}:${key}.`, `Set it with \`pulumi config set ${namespace}:${key} <value> --stack ${stack}\`.`);
}
