import type { StackReport } from "../../model/scan-report.ts";
import { count } from "./words.ts";

const SHOWN_OF_A_COMMIT = 12;

/** What of the code is not deployed yet; empty where nothing is. */
export function pendingWords({ pendingDeploy }: StackReport): string {
  if (!pendingDeploy) return "";
  const { commits, branch, deployed, head } = pendingDeploy;
  return `${count(commits, "commit")} on ${branch} ${commits === 1 ? "is" : "are"} not deployed: ${deployed.slice(0, SHOWN_OF_A_COMMIT)} runs, ${head.slice(0, SHOWN_OF_A_COMMIT)} is the newest.`;
}
