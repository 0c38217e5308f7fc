import type { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { httpCompanion } from "../service/http-companion.ts";
import { runService } from "../service/run-service.ts";

export const command = {
  register(program, context) {
    program
      .command("serve")
      .description("scan on the schedules of trueup.yaml until it is told to stop, and answer over HTTP; several may run beside each other on one `database`")
      .action(
        context.action(async (_: unknown, command: Command) => {
          await runService(context, command.optsWithGlobals<{ config: string }>(), { hasSchedule: true, companion: running => httpCompanion(running, running.live.current().config.service.listen) });
          return 0;
        }),
      );
  },
} satisfies CliCommand;
