import type { ScanPorts } from "../../drift/scan.ts";
import type { CommandContext } from "../command.ts";
import { scanPorts } from "../scan/scan-ports.ts";
import type { Workspace } from "../workspace.ts";

/** Scans whose stacks a worker reads at the same time, more or less. */
const MOST = 4;

/** Gives the ports of a scan, made once for the stacks of it that this process reads; those of the last few scans are kept. */
export function portsOfScans(context: Pick<CommandContext, "terminal" | "wire">): (scan: string, workspace: Workspace) => Promise<ScanPorts> {
  const kept = new Map<string, { workspace: Workspace; ports: Promise<ScanPorts> }>();
  return (scan, workspace) => {
    const known = kept.get(scan);
    if (known?.workspace === workspace) return known.ports;
    const ports = scanPorts(scan, workspace, context);
    // What could not be made is tried anew for the next stack.
    ports.catch(() => kept.delete(scan));
    kept.set(scan, { workspace, ports });
    for (const oldest of [...kept.keys()].slice(0, -MOST)) kept.delete(oldest);
    return ports;
  };
}
