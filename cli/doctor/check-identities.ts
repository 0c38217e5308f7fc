import { GuidedError } from "../../model/guided-error.ts";
import type { Caller, CloudSession } from "../../model/ports/cloud.ts";
import type { Workspace } from "../workspace.ts";
import { checkProof } from "./check-proof.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Opens every identity, asks its cloud who it is, and whether it could write. */
export async function* checkIdentities({ config, identities }: Workspace): AsyncGenerator<Finding> {
  const used = new Set(config.stacks.flatMap(rule => rule.identities));
  for (const name of Object.keys(config.identities)) {
    yield* checkIdentity(name, identities);
    if (!used.has(name)) yield note(`identity ${name}: no rule of \`stacks\` uses it`, `Add ${name} to the \`identities\` of the rules whose stacks it should read.`);
  }
}

async function* checkIdentity(name: string, identities: Workspace["identities"]): AsyncGenerator<Finding> {
  try {
    yield* checkSession(`identity ${name}`, await identities.open(name));
  } catch (error) {
    yield bad(`identity ${name}`, error);
  }
}

/** Who a session is and whether it could write. @param subject as `identity prod` */
export async function* checkSession(subject: string, session: CloudSession): AsyncGenerator<Finding> {
  try {
    const who = await session.confirm();
    // Such an identity is somebody only where a provider is: each of its places is checked with the providers.
    if (!who && session.at) return void (yield good(`${subject}: is there; who it is at each provider is told below`));
    yield who ? confirmed(subject, who, session) : note(`${subject}: is there, but who it is cannot be confirmed`, "What is gone is reported as unknown under it, never as deleted.");
  } catch (error) {
    return void (yield bad(subject, error));
  }
  yield* checkProof(subject, session);
}

function confirmed(subject: string, { caller, account }: Caller, { identity, expectedAccount, expiresAt, renew }: CloudSession): Finding {
  if (expectedAccount !== undefined && expectedAccount !== account) {
    throw new GuidedError("WRONG_ACCOUNT", `it is ${caller} of account ${account}, but ${expectedAccount} is expected.`, `Correct identities.${identity} in trueup.yaml.`);
  }
  const end = expiresAt ? `; ${renew ? "renewed before" : "ends at"} ${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC` : "";
  return good(`${subject}: ${caller} in account ${account}${expectedAccount === undefined ? "" : ", as expected"}${end}`);
}
