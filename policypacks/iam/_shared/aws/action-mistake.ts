import { closest } from "../../../_kit/config/closest";
import { expandAction } from "./actions";
import { serviceOf, servicePrefixes } from "./service";

/** Why a pattern names no action: it has no `service:` in front, there is no such service, or the service has no such action. */
export interface ActionMistake {
  what: "form" | "service" | "action";
  /** What was probably meant. */
  meant?: string;
}

/** Each of them in words, to stand behind the pattern. */
export const ACTION_MISTAKES: Record<ActionMistake["what"], string> = {
  form: 'is no action: it is not "service:Action"',
  service: "is of a service that AWS does not have",
  action: "is no action of AWS",
};

/** `undefined` where the pattern names an action, or all of them. */
export function actionMistake(pattern: string): ActionMistake | undefined {
  const [service = "", name, ...rest] = pattern.split(":");
  // AWS takes no wildcard for the colon, but where it stands for everything.
  if ((name === undefined && !/^\*+$/.test(pattern)) || rest.length > 0) return { what: "form" };
  if (name === undefined || expandAction(pattern).length > 0) return undefined;
  if (/[*?]/.test(service)) return { what: "action" };
  const known = serviceOf(service.toLowerCase());
  if (!known) return mistake("service", closest(service.toLowerCase(), servicePrefixes()));
  // Names are compared, and the prefix put back: it would make every other action of a long prefix look near.
  const meant = closest(name.toLowerCase(), [...known.actions.keys()].map(key => key.slice(service.length + 1)));
  return mistake("action", meant && known.actions.get(`${service.toLowerCase()}:${meant}`)?.name);
}

function mistake(what: ActionMistake["what"], meant: string | undefined): ActionMistake {
  return meant === undefined ? { what } : { what, meant };
}
