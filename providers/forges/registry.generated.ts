// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Forge } from "../../model/ports/forge.ts";
import { forge as gitForge } from "./git/git.ts";
import { forge as giteaForge } from "./gitea/gitea.ts";
import { forge as githubForge } from "./github/github.ts";
import { forge as gitlabForge } from "./gitlab/gitlab.ts";

export const forges: readonly Forge[] = [gitForge, giteaForge, githubForge, gitlabForge];
