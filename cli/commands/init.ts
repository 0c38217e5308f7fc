import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { dirname, resolve } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { CliCommand, CommandContext, ExitCode } from "../command.ts";
import { findBackends } from "../init/find-backends.ts";
import { findProjects } from "../init/find-projects.ts";
import { findRepository } from "../init/find-repository.ts";
import { firstConfig, type Found } from "../init/first-config.ts";
import { someOf } from "../wording.ts";

interface Options {
  config: string;
  force?: true;
}

export const command = {
  register(program, context) {
    program
      .command("init")
      .description("write a first trueup.yaml from what is found here: the Pulumi login, projects, the git remote")
      .option("--force", "replace the file if it is there")
      .action(context.action(async (_: unknown, command: Command) => init(command.optsWithGlobals<Options>(), context)));
  },
} satisfies CliCommand;

function init({ config, force }: Options, { terminal, wire }: CommandContext): ExitCode {
  const file = resolve(terminal.cwd, config);
  if (existsSync(file) && !force) throw new GuidedError("USAGE", `${config} is already there.`, "Give --force to replace it, or --config FILE to write another one.");
  const found = look(dirname(file), terminal);
  write(file, config, firstConfig(found, wire));
  terminal.out(`Written: ${config}`);
  for (const line of describe(found)) terminal.out(`  ${line}`);
  terminal.out("→ Fill in `identities`, name them in `stacks`, then run `trueup doctor`.");
  return 0;
}

function look(baseDir: string, { env, cwd }: CommandContext["terminal"]): Found {
  const projects = findProjects(baseDir);
  const repository = findRepository(baseDir);
  return { projects, backends: findBackends(projects, { env, cwd, baseDir }), ...(repository ? { repository } : {}) };
}

function write(file: string, shown: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    throw new GuidedError("USAGE", `${shown} cannot be written (${(cause as NodeJS.ErrnoException).code}).`, "Run it where this user may write, or name another place with --config FILE.", { cause });
  }
}

function describe({ backends, projects, repository }: Found): string[] {
  return [
    ...backends.map(({ url, from }) => `backend: ${url} (from ${from})`),
    ...(backends.length === 0 ? ["backend: none found; correct backends.main.url"] : []),
    `projects: ${projects.length === 0 ? "none found below this folder" : someOf(projects.map(({ name }) => name), 8)}`,
    `repository: ${repository ? `${repository.repository} on ${repository.host}` : "no git remote found"}`,
  ];
}
