import { createHash } from "node:crypto";
import { GuidedError, type CloudContext, type CloudSession } from "../../../model/index.ts";
import { renewable } from "../_shared/renewable.ts";
import { projectsIn } from "./covers.ts";
import { impersonate, type AccessToken } from "./impersonate.ts";
import { impose } from "./impose.ts";
import { questionsOf } from "./projects.ts";
import { proveReadOnly } from "./prove-read-only.ts";
import type { Impersonating } from "./settings.ts";

/** Impersonates. @throws {GuidedError} IDENTITY_REFUSED, TIMED_OUT, SECRET_MISSING */
export async function openSession(name: string, settings: Impersonating, context: CloudContext): Promise<CloudSession> {
  const newToken = () => impersonate(name, settings, context);
  return sessionAt([settings.project], { name, settings, token: await newToken(), renewed: renewable(newToken) });
}

interface Opened {
  name: string;
  settings: Impersonating;
  token: AccessToken;
  renewed(had: AccessToken): Promise<AccessToken>;
}

/** The session in some projects: the first one is the provider's own, in the others are some of the resources that it made. */
function sessionAt(projects: string[], opened: Opened): CloudSession {
  const { name, settings, token, renewed } = opened;
  const project = projects[0]!;
  const questions = questionsOf(name, settings, token.token);
  return {
    identity: name,
    key: createHash("sha256").update(token.token).digest("hex").slice(0, 16),
    expectedAccount: project,
    async confirm() {
      const [{ email: caller }] = await Promise.all([questions.whose(), ...projects.map(questions.see)]);
      if (caller.toLowerCase() !== settings.serviceAccount.toLowerCase()) throw somebodyElse(name, settings, caller);
      return { caller, account: project };
    },
    impose: config => impose(config, token.token, project),
    at(provider) {
      const found = projectsIn(provider);
      return sessionAt(found.length > 0 ? found : [settings.project], opened);
    },
    proveReadOnly: () => proveReadOnly(project, settings.serviceAccount, questions),
    expiresAt: token.expiresAt,
    renew: async () => sessionAt(projects, { ...opened, token: await renewed(token) }),
  };
}

function somebodyElse(name: string, { serviceAccount }: Impersonating, caller: string): GuidedError {
  return new GuidedError("WRONG_ACCOUNT", `Identity "${name}": its token is of ${caller || "nobody that Google names"}, but ${serviceAccount} is expected.`, `Correct identities.${name}.serviceAccount in trueup.yaml.`);
}
