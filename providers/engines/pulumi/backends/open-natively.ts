import { cloudSource } from "./cloud-source.ts";
import { diySource } from "./diy-source.ts";
import { openBucket } from "./open-bucket.ts";
import type { StateSource } from "./state-source.ts";

/** The way to the states of a backend that needs no engine. @throws {NotUnderstood} where there is none */
export async function openNatively(address: string, env: () => NodeJS.ProcessEnv, deadlineMs: number): Promise<StateSource> {
  return /^https?:/.test(address) ? cloudSource(address, env, deadlineMs) : diySource(await openBucket(address, { env: env() }, deadlineMs));
}
