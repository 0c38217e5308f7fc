import { registerPolicy } from "../identity/policy.ts";
import type { CliCommand } from "../command.ts";

export const command = {
  register(program, context) {
    const identity = program.command("identity").description("the identities that clouds are read with");
    registerPolicy(identity, context);
  },
} satisfies CliCommand;
