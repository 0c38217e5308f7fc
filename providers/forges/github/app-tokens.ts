import { GuidedError } from "../../../model/guided-error.ts";
import { askForge } from "../_shared/ask-forge.ts";
import type { ForgeApi, Question } from "../_shared/forge-api.ts";
import { understood } from "../_shared/understood.ts";
import { jsonWebToken } from "./json-web-token.ts";
import { inPath } from "./rest.ts";
import { installationAnswer, tokenAnswer } from "./schema.ts";
import type { TokenSource } from "./token-source.ts";

export interface App {
  id: string | number;
  /** Absent: that of the repository. */
  installation?: number;
  /** PEM. */
  privateKey: string;
}

/** All that is asked for, as far as the installation has it: a token can do no more than it needs. */
const WANTED: Record<string, "read" | "write"> = { metadata: "read", contents: "write", pull_requests: "write", issues: "write", checks: "write", statuses: "write" };
const NEEDED = ["contents", "pull_requests"];

/** Tokens live an hour; whoever took this one to git may need it for a while. */
const RENEW_BEFORE_MS = 20 * 60_000;

/**
 * Tokens of an App's installation for one repository alone, each made before the one before ends.
 * @param apiOf the API as it is reached with a token
 * @throws {GuidedError} FORGE_REFUSED where the key is wrong, the App is not installed there, or lacks what it needs
 */
export async function appTokens(app: App, repository: string, apiOf: (token: string) => ForgeApi): Promise<TokenSource> {
  const ask = (method: Question["method"], path: string, body?: unknown) => {
    const api = { ...apiOf(jsonWebToken(app.id, app.privateKey, Date.now())), shown: { what: "App's private key", setting: "app.privateKey" } };
    return askForge(api, { method, path, about: repository, mayBeMissing: true, ...(body !== undefined && { body }) }).then(answer => answer.body);
  };
  const api = apiOf("");
  const installation = await findInstallation();
  const [, name] = repository.split("/");
  const wanted = Object.entries(WANTED).filter(([permission, level]) => level === "read" || installation.permissions[permission] === "write");
  const request = { repositories: [name], permissions: Object.fromEntries(wanted) };
  let token = await make();
  let renewal: Promise<void> | undefined;

  async function findInstallation() {
    const body = await ask("GET", app.installation === undefined ? `/repos/${inPath(repository)}/installation` : `/app/installations/${app.installation}`);
    if (body === undefined) throw notInstalled(app, repository);
    const found = understood(installationAnswer, body, api);
    const lacking = NEEDED.filter(permission => found.permissions[permission] !== "write");
    if (lacking.length > 0) throw new GuidedError("FORGE_REFUSED", `The GitHub App has no write access to ${lacking.map(permission => permission.replace("_", " ")).join(" and ")} in ${repository}.`, "Give it the permissions that docs/forges.md lists, and let the owner of the repository accept them.");
    return found;
  }

  async function make(): Promise<{ token: string; renewAt: number }> {
    const body = await ask("POST", `/app/installations/${installation.id}/access_tokens`, request);
    if (body === undefined) throw notInstalled(app, repository);
    const answer = understood(tokenAnswer, body, api);
    const endsAt = Date.parse(answer.expires_at);
    return { token: answer.token, renewAt: endsAt - Math.min(RENEW_BEFORE_MS, (endsAt - Date.now()) / 2) };
  }

  async function renew(): Promise<void> {
    token = await make();
  }

  return {
    latest: () => token.token,
    may: permission => request.permissions[permission] === "write",
    async current() {
      if (Date.now() >= token.renewAt) await (renewal ??= renew().finally(() => (renewal = undefined)));
      return token.token;
    },
  };
}

function notInstalled({ installation }: App, repository: string): GuidedError {
  const where = installation === undefined ? "" : ` by the installation ${installation}`;
  return new GuidedError("FORGE_REFUSED", `The GitHub App is not installed in ${repository}${where}, or there is no such repository (404).`, "Check `source.repository` and the forge's `app` in trueup.yaml, and install the App in the repository: Settings, GitHub Apps.");
}
