import type { Value } from "../../../_kit/value";

/** Prefix lengths that a cloud takes for one kind of block. */
export interface Sizes {
  /** The smallest prefix length, which is the largest block. */
  widest: number;
  narrowest: number;
  /** Between them only every so many bits. Default: 1. */
  step?: number;
}

/** What a cloud takes for one kind of block. What is not said is not limited. */
export interface BlockLimit {
  /** As the message says it: "a VPC". */
  of: string;
  ipv4?: Sizes;
  ipv6?: Sizes;
  /** It must lie in one of these. */
  within?: readonly string[];
  /** It must not touch any of these; the other part says what they are for. */
  outside?: Readonly<Record<string, string>>;
  /** What is asked of most, but not of all, or by now of new ones: said as advice. */
  advised?: { of: string; ipv4: Sizes; source: string };
  /** Where the cloud says so. */
  source: string;
}

/** A value that a limit is about: a block (`10.0.0.0/16`), or its length alone (`/16`, or a number with the protocol it is for). */
export interface LimitedValue {
  value: Value;
  limit: BlockLimit;
  /** Given where the value is a number. */
  lengthOf?: 4 | 6;
}

/** The values at these paths, under one limit. */
export function limited(props: Value, paths: readonly string[], limit: BlockLimit): LimitedValue[] {
  return paths.flatMap(path => props.find(path)).map(value => ({ value, limit }));
}
