import type { Hono } from "hono";
import type { ServicePorts } from "./ports.ts";

/** `/healthz`: the process answers. `/readyz`: it can do its work. Both without a token, and without anything that is not for everybody. */
export function addHealth(app: Hono, { health }: Pick<ServicePorts, "health">): void {
  app.get("/healthz", context => context.json({ status: "alive" }));
  app.get("/readyz", async context => {
    const checks = await health();
    const isReady = checks.every(({ isWell }) => isWell);
    return context.json({ status: isReady ? "ready" : "not ready", checks: Object.fromEntries(checks.map(({ name, isWell, detail }) => [name, isWell ? "well" : (detail ?? "not well")])) }, isReady ? 200 : 503);
  });
}
