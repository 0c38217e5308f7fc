// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Forge } from "../../model/ports/forge.ts";
import { forge as giteaForge } from "./gitea/gitea.ts";
import { forge as githubForge } from "./github/github.ts";

export const forges: readonly Forge[] = [giteaForge, githubForge];
