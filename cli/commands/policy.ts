import { registerAccess } from "../policy/access.ts";
import { registerCheck } from "../policy/check.ts";
import { registerExplain } from "../policy/explain.ts";
import { registerList } from "../policy/list.ts";
import { registerPath } from "../policy/path.ts";
import { registerTest } from "../policy/test-rules.ts";
import type { CliCommand } from "../command.ts";

export const command = {
  register(program, context) {
    const policy = program.command("policy").description("what is allowed: judge a state by the policy packs, list and explain the rules, load the packs into `pulumi preview`");
    registerCheck(policy, context);
    registerList(policy, context);
    registerExplain(policy, context);
    registerAccess(policy, context);
    registerPath(policy, context);
    registerTest(policy, context);
  },
} satisfies CliCommand;
