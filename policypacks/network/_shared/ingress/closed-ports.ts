import { parseCidr } from "../../../_kit/cidr/cidr";
import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { type IngressRule, type PortRange, protocolKind } from "./ingress-rule";

/** A rule of a list in which the first one that fits decides. */
export interface OrderedRule {
  rule: IngressRule;
  protocol: Value;
  /** Lower ones come first. */
  order: number;
  /** Whether it is about all that the list guards: only then nothing gets past it. */
  isForEveryTarget: boolean;
}

/** The rules, each with the ports that those before it close to everybody who could come in by it. */
export function inOrder(rules: readonly OrderedRule[]): IngressRule[] {
  return rules.map(own => ({ ...own.rule, closed: () => rules.filter(other => other.order < own.order).flatMap(other => closedBy(other, own)) }));
}

/** A rule of which something is not known makes no other one safe. */
function closedBy(earlier: OrderedRule, own: OrderedRule): PortRange[] {
  return ifKnown(() => (earlier.isForEveryTarget && !earlier.rule.isOpening() && hasProtocolOf(earlier, own) && hasSourcesOf(earlier, own) ? earlier.rule.ports() : [])) ?? [];
}

function hasProtocolOf(earlier: OrderedRule, own: OrderedRule): boolean {
  const [first, second] = [earlier, own].map(({ protocol }) => protocol.text()?.toLowerCase());
  return protocolKind(first) === "all" || first === second;
}

/** Everybody of each protocol for which the later rule names sources. */
function hasSourcesOf(earlier: OrderedRule, own: OrderedRule): boolean {
  const closed = new Set(earlier.rule.sources().map(source => source.text()?.toLowerCase()));
  if (["*", "any", "internet"].some(word => closed.has(word))) return true;
  return own.rule.sources().every(source => closed.has(everybodyOf(source.text() ?? "")));
}

function everybodyOf(source: string): string | undefined {
  const parsed = parseCidr(source);
  return "mistake" in parsed ? undefined : parsed.family === 4 ? "0.0.0.0/0" : "::/0";
}
