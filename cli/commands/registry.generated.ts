// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { CliCommand } from "../command.ts";
import { command as schemaCommand } from "./schema.ts";

export const commands: readonly CliCommand[] = [schemaCommand];
