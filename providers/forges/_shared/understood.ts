import type { z } from "zod";
import { GuidedError } from "../../../model/guided-error.ts";
import type { ForgeApi } from "./forge-api.ts";

/** An answer as its schema reads it. @throws {GuidedError} FORGE_UNREACHABLE where it is something else: whoever answers is not the forge */
export function understood<T>(schema: z.ZodType<T>, body: unknown, { name, url, address }: Pick<ForgeApi, "name" | "url" | "address">): T {
  const { data, error } = schema.safeParse(body);
  if (!error) return data;
  const where = error.issues[0]?.path.join(".");
  throw new GuidedError("FORGE_UNREACHABLE", `What ${url} answers is not what ${name} documents${where ? `, at \`${where}\`` : ""}.`, `Check that the forge's \`url\` in trueup.yaml is ${address}.`);
}
