import type { Command } from "commander";
import { GuidedError } from "../../model/guided-error.ts";
import type { AccessDescription, AllowedPart } from "../../policypacks/iam/_shared/aws/describe-access.ts";
import { choice } from "../choice.ts";
import type { CommandContext, Terminal } from "../command.ts";
import { type Paint, paintFor } from "../paint.ts";
import { count } from "../wording.ts";
import { readInput } from "./read-file.ts";

const HINT = 'A document is a JSON object with "Version" and "Statement", as `aws iam get-policy-version --query PolicyVersion.Document` prints it.';

export function registerAccess(policy: Command, { terminal, action }: CommandContext): void {
  policy
    .command("access")
    .description("say what a policy document of AWS really allows: wildcards, NotAction and Deny worked out, action by action")
    .requiredOption("--document <file>", "the policy document, as JSON; - reads standard input")
    .option("-f, --format <format>", "how to tell it: text, json", choice("--format", ["text", "json"]), "text")
    .action(
      action(async ({ document: file, format }: { document: string; format: "text" | "json" }) => {
        const access = await readAccess(file, terminal);
        const { allows, denies } = access;
        terminal.out(format === "json" ? JSON.stringify({ allows, denies }, null, 2) : describe(access, paintFor(terminal)));
        return 0;
      }),
    );
}

/** @throws {GuidedError} USAGE */
async function readAccess(file: string, terminal: Terminal): Promise<AccessDescription> {
  const document = await readInput({ option: "--document", file, hint: HINT }, terminal);
  // Loaded when it is first needed: it holds every action of AWS.
  const { describeAccess } = await import("../../policypacks/iam/_shared/aws/describe-access.ts");
  const access = describeAccess(document);
  if (!access) throw new GuidedError("USAGE", `--document ${file} is no policy document: it has no "Statement" that is an object or a list of objects.`, HINT);
  return access;
}

function describe(access: AccessDescription, paint: Paint): string {
  const { allows, denies, warnings } = access;
  const parts = access.parts();
  const services = new Set(parts.map(({ service }) => service));
  const told = [...services].map(service => [paint.bold(service), ...parts.filter(part => part.service === service).map(part => describePart(part, paint))].join("\n"));
  const summary = `Allows ${count(allows.length, "action")} of ${count(services.size, "service")}; denies ${count(denies.length, "action")}.`;
  return [...told, ...(warnings.length > 0 ? [warnings.map(warning => `${paint.yellow("!")} ${warning}`).join("\n")] : []), summary].join("\n\n");
}

function describePart({ resources, conditions, levels }: AllowedPart, paint: Paint): string {
  const width = Math.max(...levels.map(({ level }) => level.length));
  const terms = [`  on ${resources.join(", ")}`, ...(conditions.length > 0 ? [`  if ${conditions.join(" and ")}`] : [])];
  const rows = levels.map(({ level, actions, isAll }) => `    ${paint.cyan(level.padEnd(width))}  ${isAll ? `all ${actions.length}` : actions.map(nameOf).join(", ")}`);
  return [...terms.map(term => paint.dim(term)), ...rows].join("\n");
}

/** `GetObject` of `s3:GetObject`: the service stands above. */
function nameOf(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}
