import { contains, formatCidr, isCidr, parseCidr } from "../_kit/cidr/cidr";
import type { Neighbours } from "../_kit/neighbours";
import { definePolicy, type Report } from "../_kit/policy";
import { nameOf, type Subject } from "../_kit/resource";
import { mayLeadInside } from "./_shared/routes/aws-routes";
import { badRoutes, goodRoutes } from "./_shared/routes/examples";
import { keyOf, type Route } from "./_shared/routes/route";
import { describe, type KnownRoute, localBlocks, networkOfTable, ROUTES, routesOfTables } from "./_shared/routes/route-tables";

interface Judged {
  subject: Subject;
  route: Route;
  neighbours: Neighbours;
  report: Report;
}

export const policy = definePolicy({
  id: "network-routes",
  title: "Each route has one target, and each destination one route",
  severity: "medium",
  enforcement: "mandatory",
  why: "Of two routes to one destination the cloud refuses the second, or takes whichever was written last, and the next update takes the other. A route to addresses of the network itself is refused or never used, and one without a target drops what it is given.",
  fix: "Keep one route for each destination, with one target.",
  types: Object.keys(ROUTES),
  needs: "stack",
  check(subject, report, { neighbours }) {
    report.each(ROUTES[subject.type]!(subject, neighbours), route => {
      const judged = { subject, route, neighbours, report };
      report.each([judgeTargets, judgeTable, judgeTwins, judgeLocal], judge => judge(judged));
    });
  },
  examples: { good: goodRoutes, bad: badRoutes },
});

function judgeTargets({ route, report }: Judged): void {
  const implied = route.impliedTarget();
  const targets = [...(implied === undefined ? [] : [implied]), ...route.targets.map(({ path }) => path.split(".").at(-1)!)];
  const what = route.at.path || "The route";
  if (targets.length === 0) report(`${what} has no target: what is sent to ${route.destination} is lost.`, { fix: "Name the gateway, the appliance or whatever else it is to lead to." });
  if (targets.length > 1) report(`${what} has several targets: ${targets.join(" and ")}.`, { fix: "Keep the one that it is to lead to." });
}

/** Tables that state their routes overwrite those of resources of their own, and are overwritten by them. */
function judgeTable({ subject, route, neighbours, report }: Judged): void {
  if (route.isInline) return;
  const table = keyOf(route.table());
  const inline = neighbours.index(routesOfTables).get(table ?? "")?.find(other => other.isInline && other.urn !== subject.urn);
  if (!inline) return;
  report(`Its table "${nameOf(inline.urn)}" states its routes itself, and removes this one at its next update.`, { fix: `Add the route to the routes of "${nameOf(inline.urn)}", or make each of them a resource of its own.`, related: [inline.urn] });
}

function judgeTwins({ subject, route, neighbours, report }: Judged): void {
  const own = describe(route, subject);
  const table = keyOf(route.table());
  if (!own || table === undefined) return;
  for (const other of neighbours.index(routesOfTables).get(table) ?? []) {
    if (!isTwin(own, other) || !isTold(own, other, neighbours)) continue;
    const where = other.urn === own.urn ? other.path : `"${nameOf(other.urn)}"`;
    const how = other.target === own.target ? "is the same route" : "leads there too, to another target";
    report(`${own.path ? `${own.path}: ` : ""}${route.destination} is the destination of ${where}, which ${how}.`, { fix: "Keep one of the two.", related: other.urn === own.urn ? [] : [other.urn] });
  }
}

function isTwin(own: KnownRoute, other: KnownRoute): boolean {
  const isItself = other.urn === own.urn && other.path === own.path;
  const isShared = own.sharesLoad && other.sharesLoad && other.target !== own.target;
  return !isItself && !isShared && other.destination === own.destination && other.scope === own.scope;
}

/** Each pair once: inside a resource at the later path, otherwise at the later resource. */
function isTold(own: KnownRoute, other: KnownRoute, neighbours: Neighbours): boolean {
  return other.urn === own.urn ? other.path < own.path : neighbours.tellsPair(own.urn, other.urn);
}

function judgeLocal({ subject, route, neighbours, report }: Judged): void {
  const destination = parseCidr(route.destination.text() ?? "");
  const network = networkOfTable(route, neighbours);
  if (!isCidr(destination) || network === undefined || (subject.cloud === "aws" && mayLeadInside(route))) return;
  const local = neighbours.index(localBlocks).get(network)?.overlapping(destination).find(({ cidr }) => contains(cidr, destination));
  if (!local) return;
  const { owner, cidr } = local;
  report(`${route.destination.path} ${route.destination} is inside ${formatCidr(cidr)} of "${owner.name}", which the network reaches by itself.`, {
    fix: subject.cloud === "aws" ? "Remove it, or lead it to a network interface, a NAT gateway or a Gateway Load Balancer endpoint: no other target may stand in for the local route." : "Remove it: the network's own route is always taken first.",
    related: [owner.urn],
  });
}
