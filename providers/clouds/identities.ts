import { GuidedError, renewalTime, type Cloud, type CloudContext, type CloudSession, type Config, type IdentityFor } from "../../model/index.ts";
import { sharedSession } from "./shared-session.ts";

/** The identities of one scan, each opened once, when it is first needed. */
export interface Identities {
  /** Chooses among these identities, in this order, the first that covers a provider. */
  among(names: readonly string[]): IdentityFor;
  /** Opens one by name; a session that is about to end is renewed, once for all who use it. A failure is remembered for a minute, so that a refused role is not asked for by every stack. @throws {GuidedError} */
  open(name: string): Promise<CloudSession>;
}

/** Milliseconds that a failure stands: a service outlives the mistake that made it. */
const FAILURE_STANDS = 60_000;

export function openIdentities(settings: Config["identities"], clouds: readonly Cloud[], context: CloudContext): Identities {
  const opened = new Map<string, Promise<CloudSession>>();
  const renewals = new Map<string, number>();

  async function open(name: string): Promise<CloudSession> {
    const session = await (opened.get(name) ?? openFirst(name));
    const renewAt = renewals.get(name);
    return renewAt !== undefined && Date.now() >= renewAt ? session.renew!() : session;
  }

  function openFirst(name: string): Promise<CloudSession> {
    const opening = Promise.resolve()
      .then(() => cloudOf(name).open(name, settings[name], context))
      .then(first => keep(name, sharedSession(first, next => keep(name, next))));
    opened.set(name, opening);
    opening.catch(() => setTimeout(() => opened.delete(name), FAILURE_STANDS).unref());
    return opening;
  }

  function keep(name: string, session: CloudSession): CloudSession {
    opened.set(name, Promise.resolve(session));
    if (session.expiresAt && session.renew) renewals.set(name, renewalTime(session.expiresAt, Date.now()));
    else renewals.delete(name);
    return session;
  }

  function cloudOf(name: string): Cloud {
    const cloud = clouds.find(({ id }) => id === settings[name]?.cloud);
    if (!cloud) throw new GuidedError("IDENTITY_MISSING", `There is no identity "${name}".`, `Add it under \`identities\` in trueup.yaml; there are ${Object.keys(settings).join(", ") || "none"}.`);
    return cloud;
  }

  return {
    open,
    among: names => async provider => {
      const against: string[] = [];
      for (const name of names) {
        const cloud = cloudOf(name);
        const isCovered = cloud.packages.includes(provider.package) ? cloud.covers(settings[name], provider) : `it is of cloud ${cloud.id}`;
        if (isCovered === true) {
          const session = await open(name);
          return session.at?.(provider) ?? session;
        }
        against.push(`${name}: ${isCovered}`);
      }
      throw new GuidedError(
        "IDENTITY_MISSING",
        `No identity of this stack covers the provider ${provider.urn.split("::").at(-1)} (package ${provider.package})${against.length > 0 ? ` — ${against.join("; ")}` : ""}.`,
        "Add one under `identities` in trueup.yaml and name it in the stack's `identities`.",
      );
    },
  };
}
