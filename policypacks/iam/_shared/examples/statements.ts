import type { WireObject } from "../../../_kit/wire";

/** A policy document as text, as programs mostly have it. */
export function document(...statements: WireObject[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(action: string | string[], resource: string | string[] = "*", more: WireObject = {}): WireObject {
  return { Effect: "Allow", Action: action, Resource: resource, ...more };
}
