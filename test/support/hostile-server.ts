import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface HostileServer {
  url: string;
  /** Bodies of all requests. */
  taken: { where: string; bytes: Buffer }[];
  /** Paths of all requests. */
  asked: Set<string>;
  /** What was shown to be let in, but for the tokens that the test knows: signed by a key that it knows. */
  shown(): string[];
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  body: string;
  type?: string;
}

/**
 * A forge that refuses, a forge that lets an App in and refuses it then, git in it, and two webhooks, one of which refuses: whoever refuses quotes all that it was sent.
 * @param installationToken what the App is given
 */
export async function startHostileServer(installationToken: string): Promise<HostileServer> {
  const taken: HostileServer["taken"] = [];
  const asked = new Set<string>();
  const shown = new Set<string>();
  const server = createServer((request, response) => {
    void request.toArray().then(chunks => {
      const bytes = Buffer.concat(chunks as Buffer[]);
      taken.push({ where: `sent to /${request.url!.split("/")[1]}`, bytes });
      asked.add(request.url!.split("?")[0]!);
      const [, jwt] = /^Bearer (ey.+)$/.exec(request.headers.authorization ?? "") ?? [];
      if (jwt !== undefined) shown.add(jwt);
      const { status, body, type = "application/json" } = answerTo(request, bytes.toString(), installationToken);
      response.writeHead(status, { "content-type": type }).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise(done => server.once("listening", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    asked,
    shown: () => [...shown],
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

function answerTo({ url = "", method, headers }: IncomingMessage, sent: string, token: string): Answer {
  const quoted = `refused: ${method} ${url} ${JSON.stringify(headers)} ${sent}`;
  const json = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });
  if (url.startsWith("/taken/")) return { status: 200, body: "" };
  // Git shows its user what a refusal says in plain text.
  if (url.startsWith("/app/git/")) return { status: 403, body: quoted, type: "text/plain" };
  if (url.endsWith("/installation")) return json({ id: 1, permissions: { contents: "write", pull_requests: "write", issues: "write" } });
  if (url.endsWith("/access_tokens")) return json({ token, expires_at: new Date(Date.now() + 3_600_000).toISOString() });
  if (url === "/app/repos/acme/vault") return json({ node_id: "R", full_name: "acme/vault", default_branch: "main", clone_url: `http://${headers.host}/app/git/acme/vault.git` });
  if (method === "GET" && /^\/app\/repos\/acme\/vault\/(pulls|issues)\?/.test(url)) return json([]);
  return { status: 403, body: JSON.stringify({ message: quoted }) };
}
