import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers one request of git's smart HTTP protocol by git's own CGI program. https://git-scm.com/docs/git-http-backend */
export function answerGit(request: IncomingMessage, response: ServerResponse, { root, url }: { root: string; url: URL }): void {
  const backend = spawn("git", ["http-backend"], {
    env: {
      PATH: process.env["PATH"],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_PROTOCOL: header(request, "git-protocol"),
      HTTP_CONTENT_ENCODING: header(request, "content-encoding"),
      CONTENT_TYPE: header(request, "content-type"),
      REQUEST_METHOD: request.method,
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REMOTE_USER: "bot",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  backend.once("error", () => response.writeHead(500).end());
  backend.once("close", () => sendCgi(Buffer.concat(chunks), response));
}

/** A CGI answer: header lines, an empty line, the body; `Status` stands for the status line. */
function sendCgi(answer: Buffer, response: ServerResponse): void {
  const end = answer.indexOf("\r\n\r\n");
  let status = 200;
  for (const line of answer.subarray(0, end).toString().split("\r\n")) {
    const [name = "", ...value] = line.split(": ");
    if (name === "Status") status = Number.parseInt(value[0]!, 10);
    else response.setHeader(name, value.join(": "));
  }
  response.writeHead(status).end(answer.subarray(end + 4));
}

function header(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? "");
}
