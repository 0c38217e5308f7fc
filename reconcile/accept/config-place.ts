import type { ConfigSchema } from "../../model/config.ts";
import type { Checkout } from "../../model/ports/checkout.ts";

/** Where the configuration is kept: a checkout of that repository, which may be another one than the program's. */
export interface ConfigPlace {
  checkout: Pick<Checkout, "readFile" | "baseCommit">;
  /** In the repository. */
  path: string;
  schema: ConfigSchema;
}
