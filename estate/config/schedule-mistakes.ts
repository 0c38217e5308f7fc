import { Cron } from "croner";
import { closestWord } from "../../model/closest-word.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import type { Mistake } from "./mistake.ts";
import type { YamlText } from "./read-yaml.ts";
import { childOf } from "./schema-walk.ts";

/** What is wrong with the `schedule` of a rule of `stacks`: times that never come, time zones that nobody knows, windows that never open. */
export function scheduleMistakes(rule: unknown, path: PropertyPath, yaml: YamlText): Mistake[] {
  const schedule = childOf(rule, "schedule");
  const [cron, timeZone, window] = ["cron", "timeZone", "window"].map(key => childOf(schedule, key));
  const mistake = (key: string, told: Problem | undefined): Mistake[] => {
    const at = [...path, "schedule", key];
    return told ? [{ ...yaml.valueAt(at), problem: `${formatPath(at)} is ${JSON.stringify(childOf(schedule, key))}, ${told.problem}`, next: told.next }] : [];
  };
  return [
    ...mistake("cron", typeof cron === "string" ? cronProblem(cron) : undefined),
    ...mistake("timeZone", typeof timeZone === "string" ? timeZoneProblem(timeZone) : undefined),
    ...mistake("window", typeof window === "string" ? windowProblem(window) : undefined),
  ];
}

type Problem = Pick<Mistake, "problem" | "next">;

const FORM = "Write minute, hour, day of month, month and day of week, as `0 2 * * *` for every night at two.";

function cronProblem(cron: string): Problem | undefined {
  const fields = cron.trim().split(/\s+/).length;
  if (fields !== 5 && !cron.startsWith("@")) return { problem: `which has ${fields} ${fields === 1 ? "field" : "fields"} and not five`, next: FORM };
  try {
    return new Cron(cron, { mode: "5-part", timezone: "UTC" }).nextRun() ? undefined : { problem: "which never comes", next: "Choose a day that the month has." };
  } catch (error) {
    // The library's words name the field that is off, after its own name.
    const said = !cron.startsWith("@") && error instanceof Error ? ` (${error.message.replace(/^CronPattern: /, "")})` : "";
    return { problem: `which is no cron expression${said}`, next: FORM };
  }
}

function timeZoneProblem(timeZone: string): Problem | undefined {
  try {
    Intl.DateTimeFormat("en", { timeZone });
    return undefined;
  } catch {
    const meant = closestWord(timeZone, Intl.supportedValuesOf("timeZone"));
    return { problem: "which is no time zone", next: `${meant ? `Did you mean \`${meant}\`? ` : ""}Write one of the IANA names, as Europe/Berlin.` };
  }
}

function windowProblem(window: string): Problem | undefined {
  const [opens, closes] = window.split("-");
  return opens === closes ? { problem: "which closes when it opens", next: "Leave `window` out where it may run at any time." } : undefined;
}
