import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { formatPath, readPath, type PropertyPath } from "../../model/property-path.ts";
import { differences } from "../requests/differences.ts";

/** One thing that a deployment would still do. */
export interface OpenDifference {
  urn: string;
  /** Absent: the whole resource. */
  path?: PropertyPath;
  /** Names it, and nothing else, as `<urn> <path>` or `<urn> (create)`. */
  text: string;
}

/** Everything that a deployment would still do, by its text. */
export function openDifferences(digest: PreviewDigest): Map<string, OpenDifference> {
  const open = digest.steps.filter(({ op }) => !["same", "refresh", "read"].includes(op)).flatMap(openOf);
  return new Map(open.map(item => [item.text, item]));
}

/** Everything that it would replace or delete, and why. */
function destroyed(digest: PreviewDigest): Map<string, OpenDifference> {
  const items = digest.steps.flatMap(step => [...(/replace|delete/.test(step.op) ? [whole(step)] : []), ...replacingPaths(step)]);
  return new Map(items.map(item => [item.text, item]));
}

/** What the second would replace or delete, and the first would not. */
export function newlyDestroyed(before: PreviewDigest, after: PreviewDigest): string[] {
  const known = destroyed(before);
  return [...destroyed(after).keys()].filter(text => !known.has(text));
}

export function at(urn: string, path: PropertyPath): OpenDifference {
  return { urn, path, text: `${urn} ${formatPath(path)}` };
}

function openOf(step: PreviewStep): OpenDifference[] {
  if (step.op === "create" || step.op === "delete") return [whole(step)];
  const paths = differences(step).map(path => at(step.urn, path));
  return [...(step.op === "update" && paths.length > 0 ? [] : [whole(step)]), ...paths, ...replacingPaths(step)];
}

function whole({ urn, op }: PreviewStep): OpenDifference {
  return { urn, text: `${urn} (${op})` };
}

function replacingPaths({ urn, detailedDiff, replaceReasons }: PreviewStep): OpenDifference[] {
  const told = Object.entries(detailedDiff).filter(([, { kind }]) => kind.endsWith("-replace")).map(([path]) => path);
  return [...new Set([...told, ...replaceReasons])].map(path => ({ urn, path: readPath(path), text: `${urn} ${path} (replaces)` }));
}
