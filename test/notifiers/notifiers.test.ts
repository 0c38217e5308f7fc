import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import type { CloudContext, Notice } from "../../model/index.ts";
import { notifiers } from "../../providers/notifiers/registry.generated.ts";
import { REPORT } from "../service/fake-ports.ts";

const CANARY = "canary-hook-7b21";
const NOTICE: Notice = {
  title: "1 stack drifted, of 2",
  tone: "drifted",
  lines: [{ stack: "network/prod", tone: "drifted", text: "1 resource drifted: <!channel> *main*" }, { stack: "data/prod", tone: "untold", text: "0 of 3 resources evaluated (refused)" }],
  report: REPORT,
  link: "https://trueup.acme.example/scans/1",
};

const started: { close(done: () => void): unknown }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map(server => new Promise<void>(resolve => void server.close(() => resolve()))));
});

/** A receiver on this machine that answers with these statuses, one after the other, the last one for ever. */
async function receiver(...statuses: number[]): Promise<{ url: string; got: { body: string; headers: IncomingMessage["headers"] }[] }> {
  const got: { body: string; headers: IncomingMessage["headers"] }[] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      got.push({ body, headers: request.headers });
      response.writeHead(statuses[Math.min(got.length, statuses.length) - 1]!, { "retry-after": "0.05", location: "https://elsewhere.example/" }).end(`no ${CANARY}`);
    });
  });
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
  started.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${CANARY}`, got };
}

const contextOf = (secrets: Record<string, string>): CloudContext => ({ env: {}, secret: reference => secrets["env" in reference ? reference.env : reference.file]! });
const tell = (id: string, settings: unknown, secrets: Record<string, string>) => {
  const notifier = notifiers.find(each => each.id === id)!;
  return notifier.tell(NOTICE, notifier.settings.parse(settings), contextOf(secrets));
};

test("a webhook gets the notice as JSON, signed", async () => {
  const { url, got } = await receiver(200);
  await tell("webhook", { url: { env: "URL" }, secret: { env: "KEY" } }, { URL: url, KEY: "k" });
  expect(JSON.parse(got[0]!.body)).toMatchObject({ schema: "trueup/notice/v1", title: NOTICE.title, report: { scan: { id: REPORT.scan.id } } });
  expect(got[0]!.headers["x-trueup-signature"]).toBe(`sha256=${createHmac("sha256", "k").update(got[0]!.body).digest("hex")}`);
});

test.each(["slack", "teams"])("%s gets every stack, the link, and no name that mentions or formats", async kind => {
  const { url, got } = await receiver(200);
  await tell(kind, { url: { env: "URL" } }, { URL: url });
  const { body } = got[0]!;
  for (const text of ["network/prod", "data/prod", "1 stack drifted, of 2", "https://trueup.acme.example/scans/1"]) expect(body).toContain(text);
  expect(body).not.toContain("<!channel>");
  expect(body).not.toMatch(/\s\*main\*/);
});

test.each(["slack", "teams"])("%s gets no more of a large estate than it takes", async kind => {
  const { url, got } = await receiver(200);
  const lines = Array.from({ length: 2000 }, (_, i) => ({ stack: `project-${i}/prod`, tone: "drifted" as const, text: "x".repeat(4000) }));
  await notifiers.find(each => each.id === kind)!.tell({ ...NOTICE, lines }, { url: { env: "URL" } }, contextOf({ URL: url }));
  expect(Buffer.byteLength(got[0]!.body)).toBeLessThan(28_000);
  expect(got[0]!.body).toMatch(/… and 19\d\d more/);
});

test("a receiver that is busy is asked again, and one that refuses is named without its address", async () => {
  const busy = await receiver(429, 503, 200);
  await tell("slack", { url: { env: "URL" } }, { URL: busy.url });
  expect(busy.got).toHaveLength(3);
  const refusing = await receiver(403);
  const error = await tell("slack", { url: { env: "URL" } }, { URL: refusing.url }).catch((reason: Error) => reason);
  expect(error).toMatchObject({ code: "NOTIFY_FAILED", message: expect.stringMatching(/127\.0\.0\.1:\d+ answered with status 403/) as string });
  expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain(CANARY);
  expect(refusing.got).toHaveLength(1);
});

test("nobody who does not answer, and no redirect, gets the notice elsewhere", async () => {
  const redirecting = await receiver(302);
  await expect(tell("webhook", { url: { env: "URL" } }, { URL: redirecting.url })).rejects.toMatchObject({ code: "NOTIFY_FAILED", message: expect.stringContaining("302") as string });
  await expect(tell("webhook", { url: { env: "URL" } }, { URL: `http://127.0.0.1:1/${CANARY}` })).rejects.toMatchObject({ message: expect.not.stringContaining(CANARY) as string });
  await expect(tell("webhook", { url: { env: "URL" } }, { URL: `no address ${CANARY}` })).rejects.toMatchObject({ message: expect.not.stringContaining(CANARY) as string });
});

test("an e-mail has the sentence as its subject, and a server that refuses is named", async () => {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onAuth: ({ password }, _session, done) => (password === CANARY ? done(null, { user: "trueup" }) : done(new Error(`wrong ${String(password)}`))),
    onData(stream, _session, done) {
      let mail = "";
      stream.on("data", (part: Buffer) => (mail += part.toString()));
      stream.on("end", () => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
  started.push(server);
  const settings = { host: "127.0.0.1", port: (server.server.address() as AddressInfo).port, tls: "none", user: "trueup", password: { env: "PASSWORD" }, from: "trueup@acme.example", to: ["platform@acme.example"] };
  await tell("email", settings, { PASSWORD: CANARY });
  expect(mails[0]).toContain("Subject: Trueup: 1 stack drifted, of 2");
  expect(mails[0]).toContain("network/prod: 1 resource drifted");
  const wrong = "canary-wrong-password";
  const error = (await tell("email", settings, { PASSWORD: wrong }).catch((reason: unknown) => reason)) as Error;
  expect(error).toMatchObject({ code: "NOTIFY_FAILED", message: expect.stringMatching(/EAUTH 535/) as string });
  expect(error.message).not.toContain(wrong);
});
