import type { Context, Hono } from "hono";
import { z } from "zod";
import { GuidedError } from "../model/guided-error.ts";
import { stackKey } from "../model/stack.ts";
import type { ServicePorts } from "./ports.ts";

/** One question that the API answers; docs/api.md is made of these. */
interface Route {
  method: "get" | "post";
  path: string;
  /** What it gives, and what it takes. */
  about: string;
  answer(context: Context, ports: ServicePorts): Promise<Response>;
}

/** At most so many of a list are given at once. */
const howMany = z.coerce.number().int().min(1).max(1000).default(100);

export const ROUTES: readonly Route[] = [
  {
    method: "get",
    path: "/api/stacks",
    about: "every stack that is looked after: its last verdict and scan, how long it has been told completely, its next scan",
    answer: async (context, ports) => context.json(await stacksOf(ports)),
  },
  {
    method: "get",
    path: "/api/drifts",
    about: "drifts with first seen, last seen and resolved, newest first; `?stack=<project>/<stack>`, `?open=true` for those that last, `?limit=100`",
    answer: async (context, { store }) => {
      const { stack, open, limit } = asked(context, { stack: z.string().optional(), open: z.enum(["true", "false"]).default("false"), limit: howMany });
      return context.json(await store.drifts({ ...(stack === undefined ? {} : { stack }), open: open === "true", limit }));
    },
  },
  {
    method: "get",
    path: "/api/scans",
    about: "scans, newest first, running ones too; `?limit=100`",
    answer: async (context, { store }) => context.json(await store.scans(asked(context, { limit: howMany }).limit)),
  },
  {
    method: "post",
    path: "/api/scans",
    about: 'asks for a scan now of the stacks that a glob matches: `{ "stack": "network/*" }`; gives its id',
    answer: async (context, { requestScan }) => {
      const body = z.strictObject({ stack: z.string().min(1) }).safeParse(await context.req.json().catch(() => undefined));
      if (!body.success) throw new GuidedError("USAGE", "The body does not say which stacks.", 'Send `{ "stack": "*/*" }`, a glob over <project>/<stack>.');
      return context.json({ scan: await requestScan(body.data.stack) }, 202);
    },
  },
  {
    method: "get",
    path: "/api/scans/:id",
    about: "one finished scan as `trueup/scan/v1` (`trueup schema scan`); `latest` is the last one",
    answer: async (context, { store }) => {
      const id = context.req.param("id") ?? "";
      const report = id === "latest" ? await store.latestScan() : await store.scan(id);
      if (!report) throw new GuidedError("SCAN_MISSING", `There is no finished scan ${JSON.stringify(id)}.`, "GET /api/scans lists those that there are.");
      return context.json(report);
    },
  },
];

export function addApi(app: Hono, ports: ServicePorts): void {
  app.get("/api", context => context.json({ version: ports.version, routes: ROUTES.map(({ method, path, about }) => ({ method: method.toUpperCase(), path, about })) }));
  for (const { method, path, answer } of ROUTES) app.on(method.toUpperCase(), path, context => answer(context, ports));
}

/** What is known of every stack that is looked after, and of those that once were. */
export async function stacksOf({ store, estate }: Pick<ServicePorts, "store" | "estate">) {
  const [standings, plans] = await Promise.all([store.standings(), estate()]);
  const planned = new Map(plans.map(plan => [stackKey(plan), plan]));
  const scanned = new Map(standings.map(standing => [stackKey(standing), standing]));
  return [...new Set([...planned.keys(), ...scanned.keys()])].map(key => ({ ...planned.get(key)!, ...scanned.get(key)!, isPlanned: planned.has(key) })).sort((a, b) => (stackKey(a) < stackKey(b) ? -1 : 1));
}

/** The query of a request. @throws {GuidedError} USAGE naming the parameter */
function asked<Shape extends z.ZodRawShape>(context: Context, shape: Shape): z.infer<z.ZodObject<Shape>> {
  const parsed = z.strictObject(shape).safeParse(context.req.query());
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new GuidedError("USAGE", `${path.length > 0 ? `?${path.join(".")}` : "The query"}: ${message}.`, `It takes ${Object.keys(shape).map(key => `?${key}`).join(", ")}.`);
}
