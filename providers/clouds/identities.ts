import { GuidedError, type Cloud, type CloudContext, type CloudSession, type Config, type IdentityFor } from "../../model/index.ts";

/** The identities of one scan, each opened once, when it is first needed. */
export interface Identities {
  /** Chooses among these identities, in this order, the first that covers a provider. */
  among(names: readonly string[]): IdentityFor;
  /** Opens one by name; a failure is remembered like a success, so that a refused role is asked for once. @throws {GuidedError} */
  open(name: string): Promise<CloudSession>;
}

export function openIdentities(settings: Config["identities"], clouds: readonly Cloud[], context: CloudContext): Identities {
  const opened = new Map<string, Promise<CloudSession>>();

  function open(name: string): Promise<CloudSession> {
    const known = opened.get(name);
    if (known) return known;
    const opening = cloudOf(name).open(name, settings[name], context);
    opened.set(name, opening);
    return opening;
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
