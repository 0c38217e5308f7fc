import { created, invalid, refuse } from "./answers.ts";
import type { Routes } from "./state.ts";

const STATES = ["error", "failure", "pending", "success"];
/** https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const SUMMARY_LIMIT = 65_535;
const DESCRIPTION_LIMIT = 140;

/** Check runs, which only Apps may make, and commit statuses. */
export const checkRoutes: Routes = async ({ method, route, body, caller }, state) => {
  if (method !== "POST") return undefined;
  if (route === "/check-runs") {
    if (!caller.isApp) return refuse(403, "You must authenticate via a GitHub App.", "https://docs.github.com/rest/checks/runs#create-a-check-run");
    const { name, head_sha: commit, conclusion, output } = body as { name: string; head_sha: string; conclusion: string; output: { title: string; summary: string } };
    if (!(await isCommit(commit))) return refuse(422, `No commit found for SHA: ${commit}`);
    if ([...output.summary].length > SUMMARY_LIMIT) return invalid("CheckRun", { field: "summary", code: "custom", message: `Only ${SUMMARY_LIMIT} characters are allowed; ${output.summary.length} were supplied.` });
    state.runs.push({ commit, name, conclusion, ...output });
    return created({ id: state.runs.length, name, head_sha: commit, conclusion, status: "completed" });
  }
  const [, commit] = /^\/statuses\/([0-9a-f]{40})$/.exec(route) ?? [];
  if (commit === undefined) return undefined;
  const { state: word, context, description } = body as { state: string; context: string; description: string };
  if (!(await isCommit(commit))) return refuse(422, `No commit found for SHA: ${commit}`);
  if (!STATES.includes(word)) return invalid("Status", { field: "state", code: "custom", message: "State is not included in the list" });
  if ([...description].length > DESCRIPTION_LIMIT) return invalid("Status", { field: "description", code: "custom", message: `description is too long (maximum is ${DESCRIPTION_LIMIT} characters)` });
  state.runs.push({ commit, name: context, conclusion: word, title: description });
  return created({ id: state.runs.length, state: word, context, description });

  async function isCommit(name: string): Promise<boolean> {
    return state.bare.git("cat-file", "-t", name).then(type => type === "commit", () => false);
  }
};
