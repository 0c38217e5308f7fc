import picomatch from "picomatch";
import { matchesGlob, nameInUrn, pathCovers, readPath, type Exemption, type ExemptionUse, type ResourceReport, type StackReport } from "../model/index.ts";

/** As globs over stacks are read everywhere: `*` stops at the slash. */
const GLOBS = { strictBrackets: true, nonegate: true, dot: true } as const;

/** How an exemption is named where it hides something. */
export function exemptionText({ reason, owner, expires }: Exemption): string {
  return `exemption: ${reason} (${owner}, until ${expires})`;
}

/** Whether its last day is over, by the calendar of UTC. */
export function isExpired({ expires }: Pick<Exemption, "expires">, now: Date): boolean {
  return now.toISOString().slice(0, 10) > expires;
}

/** The report of a drifted resource with all that an exemption of its stack covers set aside: ignored, where nothing else drifted. Expired ones cover nothing. */
export function exempt(resource: ResourceReport, stack: string, exemptions: readonly Exemption[], now: Date): ResourceReport {
  if (resource.verdict !== "drifted") return resource;
  const valid = exemptions.filter(exemption => !isExpired(exemption, now) && isOfStack(exemption, stack) && isAbout(exemption, resource));
  if (resource.kind === "deleted") {
    const [first] = valid.filter(({ kinds }) => kinds.includes("deleted"));
    return first ? { ...resource, verdict: "ignored", hiddenBy: exemptionText(first) } : resource;
  }
  const paths = resource.paths.map(path => {
    const by = path.hiddenBy ? undefined : valid.find(exemption => covers(exemption, path.path));
    return by ? { ...path, hiddenBy: exemptionText(by) } : path;
  });
  if (paths.some(({ hiddenBy }) => hiddenBy === undefined)) return { ...resource, paths };
  const { kind: _kind, ...rest } = resource;
  return { ...rest, verdict: "ignored", paths };
}

/** How each exemption did in a scan: what it set aside, or, of an expired one, what it would have. */
export function exemptionUses(exemptions: readonly Exemption[], stacks: readonly StackReport[], now: Date): ExemptionUse[] {
  return exemptions.map(exemption => {
    const { reason, owner, expires } = exemption;
    const isOver = isExpired(exemption, now);
    const meets = (resource: ResourceReport) => isAbout(exemption, resource) && (isOver ? wouldCover(exemption, resource) : hasSetAside(exemption, resource));
    const own = stacks.filter(({ stack }) => isOfStack(exemption, stack));
    const resources = own.flatMap(({ stack, resources }) => resources.filter(meets).map(({ urn }) => ({ stack, urn })));
    return { reason, owner, expires, state: isOver ? "expired" : resources.length > 0 ? "used" : "unused", resources };
  });
}

function isOfStack({ stacks }: Exemption, stack: string): boolean {
  return picomatch(stacks, GLOBS)(stack);
}

function isAbout({ resource, types }: Exemption, { urn, type }: ResourceReport): boolean {
  return matchesGlob(resource, resource.includes("::") ? urn : nameInUrn(urn)) && (types === undefined || types.some(glob => matchesGlob(glob, type)));
}

function covers({ kinds, paths }: Exemption, path: string): boolean {
  if (!kinds.includes("changed")) return false;
  return paths === undefined || paths.some(pattern => pathCovers(readPath(pattern), readPath(path)));
}

function hasSetAside(exemption: Exemption, { hiddenBy, paths }: ResourceReport): boolean {
  const text = exemptionText(exemption);
  return hiddenBy === text || paths.some(path => path.hiddenBy === text);
}

function wouldCover(exemption: Exemption, { verdict, kind, paths }: ResourceReport): boolean {
  if (verdict !== "drifted") return false;
  return kind === "deleted" ? exemption.kinds.includes("deleted") : paths.some(({ path, hiddenBy }) => hiddenBy === undefined && covers(exemption, path));
}
