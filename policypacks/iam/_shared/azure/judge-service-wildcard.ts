import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { isAssignableWidely } from "./scope";

/** Reports a role definition with all of a provider, where it can be assigned to a whole subscription. `isAllowed`: by name of the provider. */
export function judgeProviderWildcards(subject: Subject, report: Report, isAllowed: (provider: string) => boolean): void {
  if (!isAssignableWidely(subject)) return;
  report.each(subject.props.find("permissions.*.actions.*"), action => {
    const provider = /^(Microsoft\.[^/*]+)\/\*$/i.exec(action.text() ?? "")?.[1];
    if (provider && !isAllowed(provider)) report(`${action.path} allows every action of ${action.isSecret ? "a provider" : provider}, and the role can be assigned to a whole subscription.`);
  });
}
