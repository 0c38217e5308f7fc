import { Argument } from "commander";
import { z } from "zod";
import { configSchema } from "../../model/config.ts";
import { estateSnapshot } from "../../model/estate-snapshot.ts";
import { policyReport } from "../../model/policy-report.ts";
import { scanReport } from "../../model/scan-report.ts";
import { choice } from "../choice.ts";
import type { CliCommand } from "../command.ts";
import type { Wire } from "../wire.ts";

/** What each document is called, what it is, and its schema. */
const DOCUMENTS: Record<string, (wire: Wire) => { title: string; schema: z.ZodType; io: "input" | "output" }> = {
  config: wire => ({ title: "trueup.yaml", schema: configSchema(wire), io: "input" }),
  scan: () => ({ title: "The result of a scan (trueup/scan/v1)", schema: scanReport, io: "output" }),
  policy: () => ({ title: "The result of a policy check (trueup/policy/v1)", schema: policyReport, io: "output" }),
  estate: () => ({ title: "The estate snapshot (trueup/estate/v1)", schema: estateSnapshot, io: "output" }),
};

export const command = {
  register(program, { action, terminal, wire }) {
    program
      .command("schema")
      .description("print the JSON Schema of trueup.yaml or of a result document")
      .addArgument(new Argument("[document]", `which one: ${Object.keys(DOCUMENTS).join(", ")}`).default("config").argParser(choice("The document", Object.keys(DOCUMENTS))))
      .action(
        action(async (document: string) => {
          const { title, schema, io } = DOCUMENTS[document]!(wire);
          terminal.out(JSON.stringify({ title, ...z.toJSONSchema(schema, { io }) }, null, 2));
          return 0;
        }),
      );
  },
} satisfies CliCommand;
