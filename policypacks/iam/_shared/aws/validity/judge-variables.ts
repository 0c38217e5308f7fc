import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import { knownKey } from "../condition-keys";
import type { PolicyDocument, PolicyStatement } from "../policy-document";
import { serviceOf } from "../service";

/**
 * Reports policy variables that are written wrong, or stand where there are none, and what was meant for the program:
 * `${bucket.arn}` in a text that is no template literal. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function judgeVariables({ statements }: PolicyDocument, report: Report): void {
  report.each(statements, statement => {
    report.each(placesOf(statement).filter(({ value }) => !value.isUnknown), ({ value, element, takesVariables }) => {
      const text = value.text() ?? "";
      if (!text.includes("${")) return;
      if (!takesVariables) report(`${value.path} ${value} has a policy variable, and ${element} takes none: it is plain text there.`, { fix: "Write it out." });
      else for (const said of new Set(mistakesIn(text))) report(`${value.path} ${value} ${said}.`, { fix: "Variables are condition keys, as ${aws:PrincipalTag/team}; what the program knows is put in with a template literal (`…`) or pulumi.interpolate." });
    });
  });
}

interface Place {
  value: Value;
  element: string;
  takesVariables: boolean;
}

function placesOf({ actions, notActions, resources, notResources, principals, notPrincipals, conditions }: PolicyStatement): Place[] {
  const taking = (element: string, values: readonly Value[] = []) => values.map(value => ({ value, element, takesVariables: true }));
  const plain = (element: string, values: readonly Value[] = []) => values.map(value => ({ value, element, takesVariables: false }));
  return [
    ...plain("Action", actions), ...plain("NotAction", notActions), ...taking("Resource", resources), ...taking("NotResource", notResources),
    ...plain("Principal", principals?.map(({ who }) => who)), ...plain("NotPrincipal", notPrincipals?.map(({ who }) => who)),
    ...taking("Condition", conditions.flatMap(({ at }) => (at.isUnknown ? [] : at.items()))),
  ];
}

function mistakesIn(text: string): string[] {
  return text.split("${").slice(1).flatMap(part => {
    const end = part.indexOf("}");
    return end < 0 ? ["has a policy variable without its closing brace"] : mistakeIn(part.slice(0, end));
  });
}

/** `key`, or `key, 'default'`; and `*`, `?`, `$` for the characters themselves. */
function mistakeIn(variable: string): string[] {
  if (/^[*?$]$/.test(variable)) return [];
  if (variable.trim() === "") return ["has a policy variable without a name"];
  const [, key = "", standIn] = /^([^,]*?)\s*(?:,(.*))?$/.exec(variable) ?? [];
  if (standIn !== undefined && !/^\s*'[^']*'\s*$/.test(standIn)) return ["has a policy variable whose default is not in single quotes"];
  if (/\s/.test(key)) return ["has a policy variable with a space in it"];
  // Services have variables that are no condition keys, as ${transfer:HomeBucket}.
  const isOfService = serviceOf(key.slice(0, Math.max(0, key.indexOf(":"))).toLowerCase()) !== undefined;
  return isOfService || knownKey(key) !== "unknown" ? [] : ["has what is no policy variable"];
}
