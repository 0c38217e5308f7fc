import { type Discovery, discoverStacks } from "../../estate/discover-stacks.ts";
import { count } from "../wording.ts";
import type { Workspace } from "../workspace.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Lists the stacks of every backend. */
export async function checkBackends({ backends }: Workspace): Promise<{ discovery: Discovery; findings: Finding[] }> {
  const discovery = await discoverStacks(backends);
  const findings = backends.map(({ name }) => {
    const dead = discovery.failures.find(({ backend }) => backend === name);
    if (dead) return bad(`backend ${name}`, dead.error);
    const found = discovery.stacks.filter(({ backend }) => backend === name).length;
    if (found > 0) return good(`backend ${name}: ${count(found, "stack")}`);
    return note(`backend ${name}: there is no stack in it`, `If there should be, check backends.${name}.url in trueup.yaml with \`pulumi stack ls --all\`.`);
  });
  return { discovery, findings };
}
