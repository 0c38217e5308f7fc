import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import { GuidedError } from "../../model/guided-error.ts";
import { STYLE } from "../../reports/_html/style.ts";
import { format as report } from "../../reports/html.ts";
import { stacksOf } from "../api.ts";
import type { ServicePorts } from "../ports.ts";
import { fleetPage } from "./fleet.ts";
import { scansPage } from "./scans.ts";
import { stackPage } from "./stack.ts";
import { DASHBOARD_STYLE } from "./style.ts";

const SHOWN_SCANS = 200;
const SHOWN_DRIFTS = 500;

/** The dashboard: server-made pages without a script. */
export function addPages(app: Hono, ports: ServicePorts): void {
  const { store } = ports;
  app.get("/", async context => {
    const [stacks, drifts, scans] = await Promise.all([stacksOf(ports), store.drifts({ open: true }), store.scans(20)]);
    return show(context, fleetPage({ stacks, drifts, scans, wanted: { text: context.req.query("text") ?? "", verdict: context.req.query("verdict") ?? "" }, now: ports.now() }));
  });
  app.get("/stacks/:backend/:project/:stack", async context => {
    const { backend, project, stack } = context.req.param();
    const found = (await stacksOf(ports)).find(each => each.backend === backend && each.stack === `${project}/${stack}`);
    if (!found) throw new GuidedError("STACK_MISSING", `There is no stack ${JSON.stringify(`${project}/${stack}`)} in backend ${JSON.stringify(backend)}.`, "The first page lists those that there are.");
    const drifts = await store.drifts({ stack: found.stack, limit: SHOWN_DRIFTS });
    return show(context, stackPage(found, drifts.filter(drift => drift.backend === backend), ports.now()));
  });
  app.get("/scans", async context => show(context, scansPage(await store.scans(SHOWN_SCANS))));
  app.get("/scans/:id", async context => {
    const found = await store.scan(context.req.param("id"));
    if (!found) throw new GuidedError("SCAN_MISSING", `There is no finished scan ${JSON.stringify(context.req.param("id"))}.`, "/scans lists those that there are.");
    // The report's own policy, which is stricter, stands in it.
    return context.html(report.render(found));
  });
}

const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE + DASHBOARD_STYLE).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

export function show(context: Context, page: string, status: 200 | 400 | 404 | 500 | 503 = 200): Response {
  return context.html(page, status, { "content-security-policy": POLICY, "cache-control": "no-store" });
}
