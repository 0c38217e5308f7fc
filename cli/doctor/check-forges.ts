import type { Forge } from "../../model/ports/forge.ts";
import type { Workspace } from "../workspace.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Asks each forge for the repositories that rules name. */
export async function* checkForges({ config, cloudContext }: Workspace, forges: readonly Forge[]): AsyncGenerator<Finding> {
  const sources = new Map(config.stacks.flatMap(({ source }) => (source ? [[`${source.forge} ${source.repository}`, source]] : [])));
  for (const name of Object.keys(config.forges)) {
    const used = [...sources.values()].filter(source => source.forge === name);
    if (used.length === 0) yield note(`forge ${name}: no rule of \`stacks\` uses it`, `Name it in the \`source\` of the rules whose stacks it has the code of.`);
    for (const { repository } of used) yield await checkRepository(name, repository);
  }

  async function checkRepository(name: string, repository: string): Promise<Finding> {
    try {
      const settings = config.forges[name]!;
      const { defaultBranch } = await forges.find(({ id }) => id === settings["kind"])!.repository(settings, repository, cloudContext);
      return good(`forge ${name}: ${repository}, whose default branch is ${defaultBranch}`);
    } catch (error) {
      return bad(`forge ${name}`, error);
    }
  }
}
