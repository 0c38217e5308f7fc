import { formatPath } from "../../../model/property-path.ts";
import { shellWord } from "../../../model/shell-word.ts";
import type { ConfigChange } from "./config-change.ts";

/** The command that sets the value, ready for a shell but for the value itself, which may be a secret nobody marked as one. */
export function configCommand({ stack, namespace, key, below }: ConfigChange, { isSecret = false } = {}): string {
  // A path is read below the key's name, so a name with dots stands in brackets: `data["a.b"].sizes[0]`.
  const [name, options] = below.length > 0 ? [formatPath([key, ...below]), " --path"] : [key, ""];
  return `pulumi config set${isSecret ? " --secret" : ""}${options} ${shellWord(`${namespace}:${name}`)} <value> --stack ${shellWord(stack)}`;
}
