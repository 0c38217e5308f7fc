import { describe } from "vitest";
import type { ForgeBench } from "../forge-benches.ts";
import { accessTests } from "./access.ts";
import { branchTests } from "./branches.ts";
import { checkTests } from "./checks.ts";
import { commentTests } from "./comments.ts";
import { commitTests } from "./commits.ts";
import { issueTests } from "./issues.ts";
import { lostAnswerTests } from "./lost-answers.ts";
import { pullRequestTests } from "./pull-requests.ts";
import { refusalTests } from "./refusals.ts";
import { sceneOf, type Scene } from "./scene.ts";

/** All that the port promises, asked of one forge. Real servers are held to it as well: give a bench that starts one. */
export function forgeSuite(bench: ForgeBench): void {
  const parts: [title: string, tests: (scene: Scene) => void, needsApi: boolean][] = [
    ["access", accessTests, false],
    ["pull requests", pullRequestTests, true],
    ["comments", commentTests, true],
    ["branches", branchTests, false],
    ["issues", issueTests, true],
    ["checks", checkTests, true],
    ["commits", commitTests, true],
    ["lost answers", lostAnswerTests, true],
    ["refusals", refusalTests, true],
  ];
  for (const [title, tests, needsApi] of parts) {
    if (needsApi && bench.missing.includes("api")) continue;
    if (bench.parts && !bench.parts.includes(title)) continue;
    describe(title, () => tests(sceneOf(bench)));
  }
}
