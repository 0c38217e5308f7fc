import type { Command } from "commander";
import type { CliCommand } from "../command.ts";

export const command = {
  register(program, context) {
    program
      .command("serve")
      .description("scan on the schedules of trueup.yaml until it is told to stop, and answer over HTTP; several may run beside each other on one `database`")
      .action(
        context.action(async (_: unknown, command: Command) => {
          // A service is heavy to load, and every command would pay for it.
          const [{ httpCompanion }, { runService }] = await Promise.all([import("../service/http-companion.ts"), import("../service/run-service.ts")]);
          await runService(context, command.optsWithGlobals<{ config: string }>(), { hasSchedule: true, companion: running => httpCompanion(running, running.live.current().config.service.listen) });
          return 0;
        }),
      );
  },
} satisfies CliCommand;
