import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";

/** Reports a rule of a role that allows every verb on every resource of the API groups that it names. */
export function judgeGroupWildcards({ props }: Subject, report: Report): void {
  report.each(props.at("rules").items(), rule => {
    const has = (key: string) => rule.at(key).items().some(item => item.text() === "*");
    if (!has("resources") || !has("verbs") || has("apiGroups")) return;
    const groups = rule.at("apiGroups").items().map(group => String(group) || "core");
    report(`${rule.path} allows every verb on every resource of ${groups.join(" and ")}.`);
  });
}
