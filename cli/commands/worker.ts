import type { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { loadConfig } from "../load-config.ts";
import { needsDatabase, runService } from "../service/run-service.ts";

export const command = {
  register(program, context) {
    program
      .command("worker")
      .description("scan the stacks that `trueup serve` has planned, beside other workers on other machines; they share the `database` of trueup.yaml")
      .action(
        context.action(async (_: unknown, command: Command) => {
          const options = command.optsWithGlobals<{ config: string }>();
          needsDatabase(loadConfig(context, options).config);
          await runService(context, options, { hasSchedule: false });
          return 0;
        }),
      );
  },
} satisfies CliCommand;
