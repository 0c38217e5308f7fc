import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { scanBackend } from "../../test/support/scan.ts";
import { RESOURCES, type Fleet } from "./fleet.ts";

/** Stacks at once, in the loop and in the scan. */
export const AT_ONCE = 4;

/** What people do without Trueup: `xargs -P4 pulumi refresh --preview-only`, for the first `count` stacks. */
export async function bareLoop(fleet: Fleet, count: number, extra: NodeJS.ProcessEnv = {}): Promise<void> {
  await finished(startLoop(fleet, count, extra));
}

export function startLoop({ projects, folders, env }: Fleet, count: number, extra: NodeJS.ProcessEnv): ChildProcess {
  const refresh = 'cd "$0" && exec pulumi refresh --preview-only --non-interactive --color never --stack "organization/$0/prod" >/dev/null';
  const loop = spawn("xargs", ["-P", String(AT_ONCE), "-n", "1", "sh", "-c", refresh], { cwd: folders, env: { ...env, ...extra }, stdio: ["pipe", "ignore", "inherit"] });
  loop.stdin!.end(projects.slice(0, count).join("\n"));
  return loop;
}

/** The same by Trueup, in this process. */
export async function scan({ backendUrl, env }: Pick<Fleet, "backendUrl" | "env">, expected: { stacks: number; unknown?: number }, extra: NodeJS.ProcessEnv = {}, readMs = 60_000): Promise<void> {
  const { coverage } = await scanBackend({ backendUrl, env: { ...env, ...extra }, parallel: AT_ONCE, readMs });
  const evaluated = expected.stacks * RESOURCES - (expected.unknown ?? 0);
  if (coverage.evaluated !== evaluated) throw new Error(`the scan evaluated ${coverage.evaluated} resources instead of ${evaluated}`);
}

/** The same in a process of its own, so that its memory is nobody else's. */
export function startScan(fleet: Fleet, extra: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [new URL("scan-once.ts", import.meta.url).pathname, fleet.backendUrl, String(fleet.projects.length)], { env: { ...fleet.env, ...extra }, stdio: ["ignore", "ignore", "inherit"] });
}

export async function finished(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${child.spawnfile} ended with code ${code}`);
}
