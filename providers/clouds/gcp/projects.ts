import { ProjectsClient } from "@google-cloud/resource-manager";
import { gaxios, OAuth2Client } from "google-auth-library";
import { unlessAborted } from "../../_shared/unless-aborted.ts";
import { projectGone, projectRefused, tokenRefused, unanswered } from "./refusals.ts";
import { failureOf } from "./failure.ts";
import type { Impersonating } from "./settings.ts";

/** Questions that an identity asks about itself; each within its deadline. */
export interface Questions {
  /** The e-mail address of the account that the token is of, and what it is good for. @throws {GuidedError} IDENTITY_REFUSED, CLOUD_UNREACHABLE, TIMED_OUT */
  whose(): Promise<{ email: string; scopes: string[] }>;
  /** Looks at a project. @throws {GuidedError} IDENTITY_REFUSED, WRONG_ACCOUNT where it is not there or being deleted, TIMED_OUT */
  see(project: string): Promise<void>;
  /** Those of these permissions that it has in a project; undefined where it may not ask. @throws {GuidedError} TIMED_OUT */
  held(project: string, permissions: readonly string[]): Promise<string[] | undefined>;
}

export function questionsOf(name: string, settings: Impersonating, token: string): Questions {
  const { universeDomain, endpoints, timeoutSeconds } = settings;

  async function ask<T>(what: string, question: (signal: AbortSignal) => Promise<T>, refused: (error: unknown) => Error): Promise<T> {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      return await unlessAborted(signal, question(signal));
    } catch (error) {
      const { status } = failureOf(error);
      throw signal.aborted || status === 429 || status >= 500 ? unanswered(name, settings, what) : refused(error);
    }
  }

  async function askProjects<T>(question: (client: ProjectsClient) => Promise<T>, refused: (error: unknown) => Error): Promise<T> {
    return ask("Resource Manager", signal => question(projectsClient(settings, token, signal)), refused);
  }

  return {
    whose: () =>
      ask(
        "the token info service",
        async signal => {
          const client = new OAuth2Client({ transporter: new gaxios.Gaxios({ signal }), endpoints: { tokenInfoUrl: endpoints.tokenInfo ?? `https://oauth2.${universeDomain}/tokeninfo` } });
          const { email = "", scopes } = await client.getTokenInfo(token);
          return { email, scopes };
        },
        error => tokenRefused(name, settings, error),
      ),
    async see(project) {
      const [found] = await askProjects(client => client.getProject({ name: `projects/${project}` }), error => projectRefused(name, settings, project, error));
      if (found.projectId !== project) throw projectRefused(name, settings, project, { status: 404 });
      if (found.state !== "ACTIVE" && found.state !== 1) throw projectGone(name, project, String(found.state ?? "in no known state"));
    },
    async held(project, permissions) {
      try {
        const [{ permissions: held }] = await askProjects(client => client.testIamPermissions({ resource: `projects/${project}`, permissions: [...permissions] }), error => error as Error);
        return held ?? [];
      } catch (error) {
        if ([400, 401, 403, 404].includes(failureOf(error).status)) return undefined;
        throw error;
      }
    },
  };
}

/** Over REST, which goes through the same proxy as the sign-in does. */
function projectsClient({ universeDomain, endpoints }: Impersonating, token: string, signal: AbortSignal): ProjectsClient {
  const authClient = new TokenClient(signal);
  authClient.setCredentials({ access_token: token });
  const { hostname, port, protocol } = new URL(endpoints.resourceManager ?? `https://cloudresourcemanager.${universeDomain}`);
  return new ProjectsClient({ authClient, universeDomain, apiEndpoint: hostname, port: Number(port || (protocol === "http:" ? 80 : 443)), protocol: protocol.slice(0, -1), fallback: true });
}

/** The REST mode brings an agent of its own, which would go past any proxy, and asks a throttled service only once. */
class TokenClient extends OAuth2Client {
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    super();
    this.#signal = signal;
  }

  override fetch<T>(...[url, init = {}]: Parameters<OAuth2Client["fetch"]>): ReturnType<typeof OAuth2Client.prototype.fetch<T>> {
    const { agent: _, ...asked } = init as gaxios.GaxiosOptions;
    return super.fetch<T>(url as string | URL, { ...asked, signal: this.#signal, retry: true, retryConfig: { retry: 4, httpMethodsToRetry: ["GET", "POST"], statusCodesToRetry: [[429, 429], [500, 599]] } } as RequestInit);
  }
}
