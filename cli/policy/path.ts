import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Argument, type Command } from "commander";
import { GuidedError } from "../../model/guided-error.ts";
import { choice } from "../choice.ts";
import type { CommandContext } from "../command.ts";
import { type PackName, PACKS } from "./packs.ts";

export function registerPath(policy: Command, { terminal, action }: CommandContext): void {
  policy
    .command("path")
    .addArgument(new Argument("<pack>", PACKS.join(", ")).argParser(choice("The pack", PACKS)))
    .description('print the folder of a pack, for `pulumi preview --policy-pack "$(trueup policy path network)"`')
    .action(
      action(async (pack: PackName) => {
        terminal.out(packFolder(pack));
        return 0;
      }),
    );
}

/** Of the package that this command is part of: beside it where it is built, in dist/ where it runs from its sources. */
export function packFolder(pack: PackName, root = resolve(import.meta.dirname, "../..")): string {
  const folders = [join(root, "policypacks", pack), join(root, "dist", "policypacks", pack)];
  const built = folders.find(folder => ["PulumiPolicy.yaml", "package.json", "index.js"].every(file => existsSync(join(folder, file))));
  if (built) return built;
  throw new GuidedError("PACK_MISSING", `The policy pack ${pack} is not built: there is no index.js in ${folders.join(" or ")}.`, "In a checkout, run `npm run build`. An installed package that lacks it is broken: install it again.");
}
