import { matchesGlob } from "../../../_kit/glob";
import type { Report } from "../../../_kit/policy";
import type { Value } from "../../../_kit/value";
import { judgeStatements, type Statement } from "../statement";

/** Reports statements of a RAM document that allow all of a service on all of its resources. `isAllowed`: by name of the service. */
export function judgeRamWildcards(document: Value, report: Report, isAllowed: (service: string) => boolean): void {
  judgeStatements(document, statements => {
    for (const statement of statements.filter(({ isAllow }) => isAllow)) judgeStatement(statement, report, isAllowed);
  });
}

function judgeStatement(statement: Statement, report: Report, isAllowed: (service: string) => boolean): void {
  const services = [...new Set((statement.actions ?? []).map(wholeService).filter(service => service !== undefined))];
  for (const service of services.filter(one => isOnAllOf(one, statement) && !isAllowed(one))) {
    report(`${statement.at.path} allows every action of ${statement.at.isSecret ? "a service" : service} on every resource.`);
  }
}

/** `oss` of `oss:*`. All of RAM is iam-no-admin-policy's business, and so is a wildcard for every service. */
function wholeService(action: string): string | undefined {
  const service = /^([a-z0-9-]+):\*+$/i.exec(action)?.[1]?.toLowerCase();
  return service === "ram" ? undefined : service;
}

/** Whether a statement is about whatever a service has, in some region and account: `acs:oss:*:*:*` is every bucket. */
function isOnAllOf(service: string, { resources, notResources }: Statement): boolean {
  const probes = ["some-name", "some-kind/some-name", "some-kind/some-name/part"].map(name => `acs:${service}:some-region:1234:${name}`);
  return notResources !== undefined || probes.every(probe => (resources ?? []).some(pattern => matchesGlob(pattern, probe)));
}
