import { exemptionUses } from "../../drift/exemptions.ts";
import { fleetOf } from "../../drift/fleet.ts";
import { reportUnread } from "../../drift/judge-stack.ts";
import type { DeadBackend } from "../../estate/discover-stacks.ts";
import type { ScanEnd } from "../../model/ports/store.ts";
import type { StackReport } from "../../model/scan-report.ts";
import type { Workspace } from "../workspace.ts";

/** A backend that could not be listed: its stacks are not known by name, but that they were not evaluated must be. */
export function deadBackend({ backend, error }: DeadBackend): StackReport {
  return reportUnread({ name: "*/*", backend }, error, "backend-failed");
}

export interface Ending {
  config: Pick<Workspace["config"], "limits" | "exemptions">;
  /** All stacks that the scan might have scanned: those that no rule takes, too. */
  total: number;
  /** Reports of backends that could not be listed. */
  besides: readonly StackReport[];
  now: Date;
}

/** What a scan comes to beyond the reports of its stacks: how much of the fleet was evaluated, and how each exemption did. */
export function scanEnd(told: readonly StackReport[], { config, total, besides, now }: Ending): ScanEnd {
  return {
    finishedAt: now.toISOString(),
    fleet: fleetOf([...told, ...besides], total + besides.length, config.limits.coverage),
    ...(config.exemptions.length > 0 ? { exemptions: exemptionUses(config.exemptions, told, now) } : {}),
    besides: [...besides],
  };
}
