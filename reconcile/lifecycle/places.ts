import type { PullRequest } from "../../model/ports/forge.ts";
import type { ReconcileSettings } from "../../model/reconcile-config.ts";
import { BRANCHES } from "../pull-request/identity.ts";
import { readMark } from "../pull-request/mark.ts";
import type { Seen } from "./scene.ts";

/** How many pull requests there still may be. The forge's own words count, so that every run and every machine counts the same. */
export interface Places {
  /** Tells of one that was found and is no longer open: it may have been opened within the hour. */
  tell(pull: PullRequest): void;
  isFree(): boolean;
  take(): void;
  giveBack(): void;
}

export function countPlaces({ open, marks }: Pick<Seen, "open" | "marks">, { openPullRequests, perHour }: Pick<ReconcileSettings, "openPullRequests" | "perHour">, now: number): Places {
  const known = new Set<number>();
  let [openNow, thisHour] = [0, 0];
  const tell = (pull: PullRequest): void => {
    if (known.has(pull.number) || !isOurs(pull, marks)) return;
    known.add(pull.number);
    if (pull.state === "open") openNow += 1;
    if (now - Date.parse(pull.createdAt) < 60 * 60_000) thisHour += 1;
  };
  for (const pull of open) tell(pull);
  return {
    tell,
    isFree: () => openNow < openPullRequests && thisHour < perHour,
    take() {
      openNow += 1;
      thisHour += 1;
    },
    giveBack: () => void (openNow -= 1),
  };
}

function isOurs({ number, head, body, state }: PullRequest, marks: Seen["marks"]): boolean {
  return state === "open" ? marks.has(number) : head.startsWith(BRANCHES) && readMark(body) !== undefined;
}
