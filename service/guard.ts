import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ServicePorts } from "./ports.ts";

/** Who may ask: callers with the token, as a bearer or as a browser's password; without a token, whoever asks for this machine by its own name. */
export function guard({ token, hosts }: Pick<ServicePorts, "token" | "hosts">): MiddlewareHandler {
  return async (context, next) => {
    const host = hostOf(context.req.header("host"));
    // A page from elsewhere can make a browser of this machine send requests here, but not under our name; it has no token either.
    if (token === undefined && !hosts.includes(host)) return context.json({ error: { code: "HOST_UNKNOWN", message: `This service is not called ${JSON.stringify(host)}.`, hint: "Ask for it as 127.0.0.1, set `service.url` in trueup.yaml to how it is reached, or give it a `service.token`." } }, 421);
    if (token !== undefined && !isShown(token, context.req.header("authorization"))) {
      const error = { code: "TOKEN_NEEDED", message: "This needs the service's token.", hint: "Send it as `Authorization: Bearer TOKEN`, or as the password in a browser." };
      return context.json({ error }, 401, { "www-authenticate": 'Basic realm="trueup", charset="UTF-8"' });
    }
    // A form of another site can be sent without asking; this content type cannot.
    if (context.req.method !== "GET" && context.req.method !== "HEAD" && !context.req.header("content-type")?.startsWith("application/json")) {
      return context.json({ error: { code: "NOT_JSON", message: "A request that asks for something to be done has to be application/json.", hint: "Send `content-type: application/json`." } }, 415);
    }
    await next();
  };
}

function hostOf(header: string | undefined): string {
  return (header ?? "").replace(/:\d+$/, "").toLowerCase();
}

function isShown(token: string, authorization = ""): boolean {
  const [scheme, value = ""] = authorization.split(" ");
  const shown = scheme === "Bearer" ? value : scheme === "Basic" ? Buffer.from(value, "base64").toString("utf8").replace(/^[^:]*:/, "") : "";
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown), digest(token));
}
