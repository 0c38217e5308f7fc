import { matchesGlob } from "../../../../_kit/glob";
import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import { closest } from "../../../../_kit/config/closest";
import { ACTION_MISTAKES, actionMistake } from "../action-mistake";
import { ACTION_DATA, conditionKeysOf, expandAction } from "../actions";
import { isKey, keysLike, knownKey } from "../condition-keys";
import { meant, shownKey } from "../hint";
import { knownTexts, type PolicyDocument, type PolicyStatement } from "../policy-document";
import { isPointless, possibleResources } from "../resource-fit";
import { globalConditionKeys } from "../service";

const FIX = `Actions are listed in the Service Authorization Reference; Trueup knows those of ${ACTION_DATA.date}. A newer one can be named in the option knownActions.`;

/** Reports names that mean nothing: actions, services and condition keys that do not exist; and actions that cannot be on the resources they stand with. */
export function judgeNames({ statements }: PolicyDocument, knownActions: readonly string[], report: Report): void {
  const isKnown = (action: string) => knownActions.some(glob => matchesGlob(glob.toLowerCase(), action.toLowerCase()));
  report.each(statements, statement => {
    const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])].filter(value => !value.isUnknown && !isKnown(value.text() ?? ""));
    report.each(actions, action => judgeAction(action, report));
    report.each(statement.actions?.filter(value => actions.includes(value)) ?? [], action => judgeFit(action, statement, report));
    judgeKeys(statement, report);
  });
}

function judgeAction(action: Value, report: Report): void {
  const mistake = actionMistake(action.text() ?? "");
  if (!mistake) return;
  report(`${action.path} ${action} ${ACTION_MISTAKES[mistake.what]}${meant(action, mistake.meant)}.`, { fix: FIX, ...(mistake.what === "form" ? {} : levelFor(mistake.meant)) });
}

/** AWS adds names every week: one that looks like no other may be newer than the data, and is no reason to refuse anything. */
function levelFor(meant: string | undefined): { level?: "advisory" } {
  return meant === undefined ? { level: "advisory" } : {};
}

/** Advice only: the data says of few actions less than they can be on. */
function judgeFit(action: Value, { resources }: PolicyStatement, report: Report): void {
  if (!resources || resources.some(resource => resource.isUnknown)) return;
  const pattern = action.text() ?? "";
  if (!isPointless(pattern, knownTexts(resources))) return;
  report(`${action.path} ${action} cannot be on ${resources.join(", ")}.`, { level: "advisory", fix: action.isSecret ? "Name resources that the action can be on." : `It can be on ${possibleResources(pattern).slice(0, 5).join(", ")}.` });
}

function judgeKeys({ conditions, actions }: PolicyStatement, report: Report): void {
  report.each(conditions, ({ key, at }) => {
    const known = knownKey(key);
    if (known === "unknown") judgeUnknownKey(key, at, report);
    else if (known !== "federated" && actions && !canHave(key, actions)) report(`${at.path} asks for ${shownKey(at, key)}, which no request for ${actions.join(", ")} has.`, { level: "advisory", fix: "Ask for a key that the actions have." });
  });
}

function judgeUnknownKey(key: string, at: Value, report: Report): void {
  const guess = closest(key, keysLike(key));
  report(`${at.path} asks for ${shownKey(at, key)}, which is no condition key${meant(at, guess)}: it is never there.`, { fix: "Condition keys are listed in the Service Authorization Reference and in the IAM User Guide.", ...levelFor(guess) });
}

/** Whether a request for one of the actions can have the key. Keys of all services are for all actions; those of tags (aws:ResourceTag/…) too, as far as AWS says. */
function canHave(key: string, actions: readonly Value[]): boolean {
  if (actions.some(action => action.isUnknown) || globalConditionKeys().some(global => isKey(global.key, key))) return true;
  const named = actions.flatMap(action => expandAction(action.text() ?? ""));
  return named.length === 0 || named.some(action => conditionKeysOf(action).some(known => isKey(known.key, key)));
}
