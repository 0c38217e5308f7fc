import { countOf } from "../../../_kit/count-of";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { describeRooms, type Room } from "./rooms";

export interface Shortage {
  message: string;
  fix: string;
  related: readonly string[];
}

export interface CapacityOptions {
  /** Addresses that each node of EKS takes for its pods, besides its own. */
  podsPerNode: number;
}

/** What a resource wants, each to be judged by itself. @throws {Undecided} where a value that it needs is not known */
export type Question = () => Shortage | undefined;
export type WantReader = (subject: Subject, context: { neighbours: Neighbours; options: CapacityOptions }) => Question[];

/** What several subnets together have to hold. `what` goes before "but": "The group may have 10 machines". */
export function shortOf(wanted: number, rooms: readonly Room[] | undefined, what: string): Shortage | undefined {
  const usable = (rooms ?? []).reduce((sum, room) => sum + room.usable, 0);
  if (!rooms || usable >= wanted) return undefined;
  return {
    message: `${what}, but ${describeRooms(rooms)} ${rooms.length === 1 ? "has" : "have"} ${countOf(usable, "usable address", "usable addresses")}.`,
    fix: `Use subnets with ${wanted} usable addresses (a /${prefixFor(wanted)} or wider), or ask for less.`,
    related: [...new Set(rooms.map(({ urn }) => urn))],
  };
}

/** The narrowest block that holds so many, with what any cloud keeps for itself. */
export function prefixFor(addresses: number): number {
  return 32 - Math.ceil(Math.log2(addresses + 5));
}
