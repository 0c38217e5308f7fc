import process from "node:process";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import semver from "semver";

const execute = promisify(execFile);

/** What `pulumi version` says, as plain semver; undefined when the file cannot be run or says something else. */
export async function engineVersion(pulumi: string): Promise<string | undefined> {
  try {
    const { stdout } = await execute(pulumi, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: 20_000 });
    return semver.parse(stdout.trim())?.version;
  } catch {
    return undefined;
  }
}
