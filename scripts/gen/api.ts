import { proseBefore, type Generator } from "./generator.ts";

const FILE = "docs/api.md";
const BEGIN = "<!-- The tables from here on are written by `npm run gen` from service/. -->";

export const generators: readonly Generator[] = [{ file: FILE, render: renderApi }];

/** The prose that stands in the file, followed by a table of the routes and one of the metrics. */
async function renderApi(): Promise<string> {
  const prose = proseBefore(BEGIN, FILE);
  const { ROUTES } = await import("../../service/api.ts");
  const { serviceMetrics } = await import("../../service/metrics.ts");
  const nothing = { standings: async () => [], drifts: async () => [] };
  const metrics = await serviceMetrics({ store: nothing, version: "", now: () => new Date(0) }).descriptions();
  const routes = ROUTES.map(({ method, path, about }) => `| \`${method.toUpperCase()} ${path}\` | ${about} |`);
  const rows = metrics.map(({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`);
  return [`${prose}${BEGIN}`, "## Routes", ["| route | gives |", "|---|---|", ...routes].join("\n"), "## Metrics", ["| metric | kind | meaning |", "|---|---|---|", ...rows].join("\n")].join("\n\n").concat("\n");
}
