import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import semver from "semver";
import { LANGUAGE_HOST, OLDEST_ENGINE } from "../paths.ts";
import { engineVersion } from "./engine-version.ts";
import type { Way } from "./way.ts";

/** A user's own `pulumi`: the first on PATH, if it is new enough and its language host lies next to it. */
export const useFromPath: Way = {
  title: "from PATH",
  async take({ env }) {
    const folder = (env["PATH"] ?? "").split(delimiter).find(candidate => candidate !== "" && existsSync(join(candidate, "pulumi")));
    if (!folder) return { reason: "PATH has no `pulumi`" };
    const version = await engineVersion(join(folder, "pulumi"));
    if (!version) return { reason: `${folder}/pulumi does not tell its version` };
    if (semver.lt(version, OLDEST_ENGINE)) return { reason: `${folder}/pulumi is ${version}, older than ${OLDEST_ENGINE}` };
    if (!existsSync(join(folder, LANGUAGE_HOST))) return { reason: `no ${LANGUAGE_HOST} lies next to ${folder}/pulumi` };
    return { folder, version };
  },
};
