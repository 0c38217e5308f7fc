import { GuidedError } from "../../model/guided-error.ts";
import type { Workspace } from "../workspace.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Opens every identity and asks its cloud who it is. */
export async function* checkIdentities({ config, identities }: Workspace): AsyncGenerator<Finding> {
  const used = new Set(config.stacks.flatMap(rule => rule.identities));
  for (const name of Object.keys(config.identities)) {
    yield await checkIdentity(name, identities);
    if (!used.has(name)) yield note(`identity ${name}: no rule of \`stacks\` uses it`, `Add ${name} to the \`identities\` of the rules whose stacks it should read.`);
  }
}

async function checkIdentity(name: string, identities: Workspace["identities"]): Promise<Finding> {
  try {
    const session = await identities.open(name);
    const who = await session.confirm();
    if (!who) return note(`identity ${name}: is there, but who it is cannot be confirmed`, "What is gone is reported as unknown under it, never as deleted.");
    if (session.expectedAccount !== undefined && session.expectedAccount !== who.account) throw wrongAccount(name, who, session.expectedAccount);
    return good(`identity ${name}: ${who.caller} in account ${who.account}`);
  } catch (error) {
    return bad(`identity ${name}`, error);
  }
}

function wrongAccount(name: string, { caller, account }: { caller: string; account: string }, expected: string): GuidedError {
  return new GuidedError("WRONG_ACCOUNT", `it is ${caller} of account ${account}, but ${expected} is expected.`, `Correct identities.${name} in trueup.yaml.`);
}
