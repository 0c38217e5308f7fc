import { Hono, type Context } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { GuidedError } from "../model/guided-error.ts";
import { addApi } from "./api.ts";
import { guard } from "./guard.ts";
import { addHealth } from "./health.ts";
import { addPages, show } from "./pages/pages.ts";
import { troublePage } from "./pages/trouble.ts";
import type { ServicePorts } from "./ports.ts";

/** Answers one HTTP request. Opens nothing: where it listens is another's business. */
export type HttpHandler = (request: Request) => Response | Promise<Response>;

/** All that `trueup serve` answers: health and readiness for whoever runs it, metrics, the API and the dashboard. */
export function httpService(ports: ServicePorts): HttpHandler {
  const app = new Hono();
  app.use(secureHeaders({ xFrameOptions: "DENY", referrerPolicy: "no-referrer", crossOriginEmbedderPolicy: false }));
  addHealth(app, ports);
  app.use(guard(ports));
  app.get("/metrics", async context => context.text(await ports.metrics.text(), 200, { "content-type": ports.metrics.contentType }));
  addApi(app, ports);
  addPages(app, ports);
  app.notFound(context => complain(context, 404, { code: "NOT_FOUND", message: `There is nothing at ${context.req.path}.`, hint: "GET /api lists what there is." }));
  app.onError((error, context) => {
    if (error instanceof GuidedError) return complain(context, statusOf(error), error);
    ports.onTrouble(error);
    // What went wrong inside is for the log, not for the caller: it may quote anything.
    return complain(context, 500, { code: "INTERNAL", message: "The service could not answer.", hint: "Its log says why." });
  });
  return app.fetch;
}

/** To a program as JSON, to a person as a page. */
function complain(context: Context, status: 400 | 404 | 500 | 503, { code, message, hint }: Pick<GuidedError, "message" | "hint"> & { code: string }): Response {
  const isForPerson = context.req.header("accept")?.includes("text/html") && !context.req.path.startsWith("/api");
  return isForPerson ? show(context, troublePage(message, hint), status) : context.json({ error: { code, message, hint } }, status);
}

/** The one table of error codes and HTTP statuses. */
const STATUS = { USAGE: 400, SCAN_MISSING: 404, STACK_MISSING: 404, STORE_BUSY: 503, STORE_BROKEN: 503, DATABASE_UNREACHABLE: 503 } as const;

function statusOf({ code }: GuidedError): 400 | 404 | 500 | 503 {
  return code in STATUS ? STATUS[code as keyof typeof STATUS] : 500;
}
