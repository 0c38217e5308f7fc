import { GuidedError } from "../model/guided-error.ts";
import type { Source } from "../model/config.ts";
import type { ForgeRepository } from "../model/ports/forge.ts";
import type { Wire } from "./wire.ts";
import type { Workspace } from "./workspace.ts";

/** The repository that a `source` names, on its forge. @throws {GuidedError} CONFIG_INVALID, FORGE_REFUSED, FORGE_UNREACHABLE */
export async function openRepository({ forge: name, repository }: Pick<Source, "forge" | "repository">, { config, cloudContext }: Pick<Workspace, "config" | "cloudContext">, { forges }: Pick<Wire, "forges">): Promise<ForgeRepository> {
  const settings = config.forges[name];
  const forge = forges.find(({ id }) => id === settings?.kind);
  if (!forge) throw new GuidedError("CONFIG_INVALID", `There is no forge "${name}".`, `Add it under \`forges\` in trueup.yaml; there are ${Object.keys(config.forges).join(", ") || "none"}.`);
  const { kind: _, ...own } = settings!;
  return forge.repository(own, repository, cloudContext);
}
