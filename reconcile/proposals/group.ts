import { formatPath } from "../../model/property-path.ts";
import type { ReconcileSettings } from "../../model/reconcile-config.ts";
import type { Direction } from "../../model/reconcile-report.ts";
import { keyOf } from "../pull-request/identity.ts";
import type { Asked, DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";

/** What one pull request is about. */
export interface Group {
  resources: DriftedResource[];
  /** Properties of them; none for a resource that differs as a whole. */
  asked: Asked[];
  isOneResource: boolean;
  /** Of `grouping: none`: the one property it is about. */
  path?: string;
}

/** What drifted, put together as the settings say. */
export function groupsOf(resources: readonly DriftedResource[], asked: readonly Asked[], grouping: ReconcileSettings["grouping"]): Group[] {
  if (resources.length === 0) return [];
  if (grouping === "stack") return [{ resources: [...resources], asked: [...asked], isOneResource: false }];
  const byResource = Map.groupBy(asked, ({ resource }) => resource);
  return resources.flatMap(resource => {
    const own = byResource.get(resource) ?? [];
    if (grouping === "resource" || own.length === 0) return [{ resources: [resource], asked: own, isOneResource: true }];
    return own.map(one => ({ resources: [resource], asked: [one], isOneResource: true, path: formatPath(one.request.path) }));
  });
}

export interface Subject {
  /** The same in every run and on every machine. */
  key: string;
  /** For branches. */
  name: string;
  subjects: string[];
}

/** What names a group, whatever its values are. */
export function subjectOf({ resources, isOneResource, path }: Pick<Group, "resources" | "isOneResource" | "path">, direction: Direction, { stack }: Pick<Scene, "stack">): Subject {
  const { project, stack: name } = stack.ref;
  const urns = resources.map(({ urn }) => urn).sort();
  const subjects = path === undefined ? urns : urns.map(urn => `${urn} ${path}`);
  const about = { ...(isOneResource ? { urn: urns[0]! } : {}), ...(path === undefined ? {} : { path }) };
  const label = isOneResource ? resources[0]!.name : "all";
  return { subjects, key: keyOf({ repository: stack.source.repository, project, stack: name, direction, ...about }), name: direction === "adopt" ? label : `${direction}-${label}` };
}
