import { expect, test } from "vitest";
import { GuidedError } from "../../model/index.ts";
import { listen } from "../../providers/http/listen.ts";
import { httpService } from "../../service/http-service.ts";
import type { ServicePorts } from "../../service/ports.ts";
import { fakePorts, REPORT, TOKEN } from "./fake-ports.ts";

/** What the service answers to one request of somebody who has the token. */
async function ask(path: string, { ports = fakePorts(), headers = {}, ...init }: RequestInit & { ports?: ServicePorts; headers?: Record<string, string> } = {}) {
  return httpService(ports)(new Request(`http://127.0.0.1${path}`, { ...init, headers: { host: "127.0.0.1:8484", authorization: `Bearer ${TOKEN}`, ...headers } }));
}

test("health needs no token, and says nothing of the estate", async () => {
  const headers = { authorization: "" };
  expect(await (await ask("/healthz", { headers })).json()).toEqual({ status: "alive" });
  const sick = await ask("/readyz", { headers, ports: fakePorts({ health: async () => [{ name: "database", isWell: false, detail: "unreachable since 06:00" }, { name: "engine", isWell: true }] }) });
  expect(sick.status).toBe(503);
  expect(await sick.json()).toEqual({ status: "not ready", checks: { database: "unreachable since 06:00", engine: "well" } });
});

test.each(["/", "/api/stacks", "/metrics", "/scans", "/nothing"])("%s needs the token, as a bearer or as a browser's password", async path => {
  const wrong = await ask(path, { headers: { authorization: "Bearer wrong" } });
  expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="trueup", charset="UTF-8"']);
  expect(await wrong.text()).not.toContain(TOKEN);
  expect((await ask(path, { headers: { authorization: "" } })).status).toBe(401);
  expect((await ask(path, { headers: { authorization: `Basic ${Buffer.from(`me:${TOKEN}`).toString("base64")}` } })).status).not.toBe(401);
});

test("a request under another name is refused, so that no web page asks in a browser's name", async () => {
  const { token: _token, ...open } = fakePorts();
  expect((await ask("/api/stacks", { ports: open, headers: { host: "evil.example" } })).status).toBe(421);
  expect((await ask("/api/stacks", { ports: open, headers: { host: "trueup.acme.example" } })).status).toBe(200);
});

test("stacks are told with their last verdict and next scan, also those that were never scanned", async () => {
  const stacks = (await (await ask("/api/stacks")).json()) as { stack: string; verdict?: string; nextScan?: string; isPlanned: boolean }[];
  expect(stacks.map(({ stack, verdict, nextScan }) => [stack, verdict, nextScan])).toEqual([
    ["app/prod", "in-sync", undefined],
    ["data/prod", "unknown", "2026-11-22T02:00:00Z"],
    ["network/prod", "drifted", "2026-11-22T02:00:00Z"],
    ["new/prod", undefined, undefined],
  ]);
});

test("drifts and scans are told, and a query that is off is named", async () => {
  expect(await (await ask("/api/drifts?open=true&stack=network/prod")).json()).toHaveLength(2);
  expect(await (await ask("/api/drifts")).json()).toHaveLength(3);
  expect(await (await ask("/api/scans/latest")).json()).toEqual(REPORT);
  for (const [path, word] of [["/api/drifts?limit=none", "?limit"], ["/api/drifts?colour=red", "colour"], ["/api/scans?limit=5000", "?limit"]] as const) {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: { message: string } }).error.message).toContain(word);
  }
  const missing = await ask("/api/scans/20200101T000000000Z-000000");
  expect([missing.status, ((await missing.json()) as { error: { code: string } }).error.code]).toEqual([404, "SCAN_MISSING"]);
});

test("a scan is asked for by a program, and never by a form of another site", async () => {
  const ports = fakePorts();
  const post = (body: string, type: string) => ask("/api/scans", { ports, method: "POST", body, headers: { "content-type": type } });
  const accepted = await post('{"stack":"network/*"}', "application/json");
  expect([accepted.status, await accepted.json()]).toEqual([202, { scan: "20261121T060000000Z-00000c" }]);
  expect((await post('{"stack":"network/*"}', "text/plain")).status).toBe(415);
  expect((await post("stack=network/*", "application/json")).status).toBe(400);
  expect(ports.asked).toEqual(["network/*"]);
});

test("an error of ours becomes its status and its next step; one that nobody foresaw is told to the log alone", async () => {
  const failing = (error: Error) => fakePorts({ estate: () => Promise.reject(error) });
  const down = await ask("/api/stacks", { ports: failing(new GuidedError("DATABASE_UNREACHABLE", "The database does not answer.", "Start it.")) });
  expect([down.status, await down.json()]).toEqual([503, { error: { code: "DATABASE_UNREACHABLE", message: "The database does not answer.", hint: "Start it." } }]);
  const ports = failing(new Error("secret-in-an-error"));
  const odd = await ask("/", { ports, headers: { accept: "text/html" } });
  expect(odd.status).toBe(500);
  expect(await odd.text()).not.toContain("secret-in-an-error");
  expect((ports as ReturnType<typeof fakePorts>).troubles.map(({ message }) => message)).toEqual(["secret-in-an-error"]);
});

test("the dashboard says what drifted, for how long, what could not be told, and what was never scanned", async () => {
  const page = await (await ask("/")).text();
  for (const text of ["1 of 4 stacks drifted, 1 stack could not be told, 1 stack never scanned", "3 days", "unknown: refused", "paused", "1 of 4 stacks"]) expect(page).toContain(text);
  expect(page.indexOf("network/prod")).toBeLessThan(page.indexOf("app/prod"));
  expect(await (await ask("/?verdict=drifted")).text()).not.toContain("data/prod");
  expect(await (await ask("/?text=%3Cscript%3E")).text()).not.toContain("<script>");
});

test("a stack's page lists its drifts and what was resolved; names cannot bring markup", async () => {
  const page = await (await ask("/stacks/main/network/prod")).text();
  for (const text of ["2 drifts", "Resolved", "tags.Owner", "3 days"]) expect(page).toContain(text);
  expect(page).not.toContain("<b>spare");
  const missing = await ask("/stacks/main/none/prod", { headers: { accept: "text/html" } });
  expect([missing.status, (await missing.text()).includes("There is no stack")]).toEqual([404, true]);
});

test("every page forbids scripts and what is not its own, and a scan's report is the report", async () => {
  for (const path of ["/", "/scans", "/stacks/main/network/prod"]) expect((await ask(path)).headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
  const report = await ask(`/scans/${REPORT.scan.id}`);
  expect(await report.text()).toContain("Trueup <span>drift report</span>");
});

test("it listens where it is told, ends when it is told, and says which address is taken", async () => {
  const server = await listen(httpService(fakePorts()), "127.0.0.1:0");
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await expect(listen(httpService(fakePorts()), server.url.slice("http://".length))).rejects.toThrow(/EADDRINUSE/);
  await server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});
