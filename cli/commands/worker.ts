import type { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { loadConfig } from "../load-config.ts";
import type { RunningService } from "../service/run-service.ts";

export const command = {
  register(program, context) {
    program
      .command("worker")
      .description("scan the stacks that `trueup serve` has planned, beside other workers on other machines; they share the `database` of trueup.yaml")
      .option("--listen <host:port>", "answer over HTTP there, for health checks and metrics of this worker")
      .action(
        context.action(async (_: unknown, command: Command) => {
          // A service is heavy to load, and every command would pay for it.
          const [{ httpCompanion }, { needsDatabase, runService }] = await Promise.all([import("../service/http-companion.ts"), import("../service/run-service.ts")]);
          const options = command.optsWithGlobals<{ config: string; listen?: string }>();
          needsDatabase(loadConfig(context, options).config);
          await runService(context, options, { hasSchedule: false, ...(options.listen === undefined ? {} : { companion: (running: RunningService) => httpCompanion(running, options.listen!) }) });
          return 0;
        }),
      );
  },
} satisfies CliCommand;
