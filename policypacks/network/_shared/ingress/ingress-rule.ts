import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import type { PrefixList } from "./prefix-lists";

export interface PortRange {
  from: number;
  to: number;
}

export const EVERY_PORT: PortRange = { from: 0, to: 65535 };

/** One rule that may let traffic in, whatever its cloud calls it. Each question may throw `Undecided`. */
export interface IngressRule {
  /** Where it stands; the resource itself where it is all of it. */
  at: Value;
  /** Whether it is about traffic that comes in, and lets it pass. */
  isOpening(): boolean;
  /** Addresses that may come in; a source that is no address (a group, a tag) is left out. */
  sources(): Value[];
  /** Lists of addresses that it names, as far as they are known. */
  lists?(): PrefixList[];
  /** Ports of TCP or UDP that it opens. */
  ports(): PortRange[];
  /** Ports of TCP or UDP that a rule before it closes to everybody. */
  closed?(): PortRange[];
  /** Whether another rule, of a security group, has to let the same in as well: then it is only advice. */
  isOuterGate?: boolean;
}

export type IngressReader = (subject: Subject, neighbours: Neighbours) => IngressRule[];

/** Whether a protocol, by name or number, has ports; `all` where it means every protocol. */
export function protocolKind(protocol: string | undefined): "all" | "ports" | "other" {
  const name = (protocol ?? "all").toLowerCase();
  if (["-1", "all", "*", "any"].includes(name)) return "all";
  return ["tcp", "udp", "6", "17", "sctp", "132"].includes(name) ? "ports" : "other";
}

/** `22`, `20-25`, `20/25`, `*` */
export function parsePortRange(text: string): PortRange | undefined {
  if (text === "*" || text === "-1/-1" || text === "-1") return EVERY_PORT;
  const [from, to = from] = text.split(/[-/]/).map(Number);
  return from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to) ? undefined : { from, to };
}
