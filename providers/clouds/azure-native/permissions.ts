/** What one role assignment gives. https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource-group */
export interface Permission {
  actions: string[];
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
}

/** Every operation ends in one of these, so a wildcard at the end stands for these four. https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format */
const VERBS = ["read", "write", "delete", "action"];

/** Not reads by their names, but they change nothing: providers read some resources with them. */
const HARMLESS: readonly RegExp[] = [
  /^microsoft\.web\/sites\/(slots\/)?config\/list\/action$/,
  /^microsoft\.resources\/deployments\/(whatif|validate|exporttemplate)\/action$/,
  /^microsoft\.keyvault\/vaults\/(secrets\/(getsecret|readmetadata)|keys\/read)\/action$/,
  /^microsoft\.policyinsights\/\S+\/queryresults\/action$/,
];

/** What these permissions allow besides reading, in the words of the roles. Errs on the side of telling: a `notActions` counts only where it takes all of an action away. */
export function writesIn(permissions: readonly Permission[]): string[] {
  const found = permissions.flatMap(({ actions, notActions, dataActions, notDataActions }) => [...writes(actions, notActions), ...writes(dataActions, notDataActions)]);
  return [...new Set(found)];
}

function writes(actions: readonly string[], without: readonly string[]): string[] {
  return actions.filter(action => operationsOf(action.toLowerCase()).some(operation => !isRead(operation) && !without.some(pattern => matches(pattern.toLowerCase(), operation))));
}

function operationsOf(action: string): string[] {
  if (action === "*") return VERBS.map(verb => `*/${verb}`);
  return action.endsWith("/*") ? VERBS.map(verb => `${action.slice(0, -1)}${verb}`) : [action];
}

function isRead(operation: string): boolean {
  return operation.endsWith("/read") || HARMLESS.some(harmless => harmless.test(operation));
}

/** Whether a pattern takes in all that an operation, itself perhaps a pattern, stands for. */
function matches(pattern: string, operation: string): boolean {
  return new RegExp(`^${pattern.split("*").map(part => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`).test(operation);
}
