import type { Subject } from "../../../_kit/resource";
import { Value } from "../../../_kit/value";
import { wideSources } from "../wide-sources";

/** Something that the internet can reach, and how it is closed. */
export interface Exposure {
  message: string;
  fix: string;
  /** Where something else still keeps it closed, or it may well be meant. */
  isAdvice?: boolean;
}

export interface EndpointOptions {
  /** Ports that services of Kubernetes may offer to everybody. */
  publicPorts: readonly number[];
  /** Whether public addresses of machines are told. */
  addresses: boolean;
}

/** What may be reachable in a resource, each to be judged by itself. @throws {Undecided} where a value that it needs is not known */
export type Question = () => Exposure | undefined;
export type EndpointReader = (subject: Subject, options: EndpointOptions) => Question[];

/** Whether a property says yes; `unset` is what the cloud takes where it is not set. @throws {Undecided} */
export function isOn(value: Value, unset: boolean): boolean {
  return value.flag() ?? unset;
}

/** `0.0.0.0/0, the whole internet`, or `undefined` where no source is wide. @throws {Undecided} */
export function everybody(sources: readonly Value[]): string | undefined {
  const wide = wideSources(sources);
  return wide && `${wide.values.join(" and ")}, ${wide.share}`;
}

/** How a message names a property that the cloud has set itself. */
export function saidOrDefault(value: Value, word: string): string {
  return value.isMissing ? `${value.path} is not set, which means ${word}` : `${value.path} is ${value}`;
}

/** Everybody may come in, because nobody is named in a list that would limit it. */
export function unlimitedBy(list: Value): string {
  return `everybody, because ${list.path} is ${list.isMissing ? "not set" : "empty"}`;
}

/** The blocks of a text that has commas between them, one value for each. @throws {Undecided} */
export function blocksIn(list: Value): Value[] {
  return (list.text() ?? "").split(",").map(text => new Value(text.trim(), list.path, list.isSecret));
}
