import { Argument } from "commander";
import { z } from "zod";
import { configSchema } from "../../model/config.ts";
import { estateSnapshot } from "../../model/estate-snapshot.ts";
import { policyReport } from "../../model/policy-report.ts";
import { restoreReport } from "../../model/restore-report.ts";
import { scanReport } from "../../model/scan-report.ts";
import { order } from "../../reconcile/restore/order.ts";
import { editAnswer, editRequest } from "../../reconcile/edit/edit-request.ts";
import { choice } from "../choice.ts";
import type { CliCommand } from "../command.ts";
import { policyConfigSchema } from "../policy/policy-config-schema.ts";
import type { Wire } from "../wire.ts";

/** What each document is called, and its JSON Schema. */
const DOCUMENTS: Record<string, (wire: Wire) => object | Promise<object>> = {
  config: wire => ({ title: "trueup.yaml", ...z.toJSONSchema(configSchema(wire), { io: "input" }) }),
  "policy-config": async wire => policyConfigSchema(await wire.loadPolicyKit()),
  scan: () => ({ title: "The result of a scan (trueup/scan/v1)", ...z.toJSONSchema(scanReport) }),
  policy: () => ({ title: "The result of a policy check (trueup/policy/v1)", ...z.toJSONSchema(policyReport) }),
  "edit-request": () => ({ title: "What `trueup reconcile edit` is asked", ...z.toJSONSchema(editRequest, { io: "input" }) }),
  "edit-answer": () => ({ title: "What `trueup reconcile edit` answers", ...z.toJSONSchema(editAnswer) }),
  order: () => ({ title: "A reconciliation order (trueup/order/v1)", ...z.toJSONSchema(order, { io: "input" }) }),
  restore: () => ({ title: "The result of carrying out an order (trueup/restore/v1)", ...z.toJSONSchema(restoreReport) }),
  estate: () => ({ title: "The estate snapshot (trueup/estate/v1)", ...z.toJSONSchema(estateSnapshot) }),
};

export const command = {
  register(program, { action, terminal, wire }) {
    program
      .command("schema")
      .description("print the JSON Schema of trueup.yaml, of a policy configuration or of a result document")
      .addArgument(new Argument("[document]", `which one: ${Object.keys(DOCUMENTS).join(", ")}`).default("config").argParser(choice("The document", Object.keys(DOCUMENTS))))
      .action(
        action(async (document: string) => {
          terminal.out(JSON.stringify(await DOCUMENTS[document]!(wire), null, 2));
          return 0;
        }),
      );
  },
} satisfies CliCommand;
