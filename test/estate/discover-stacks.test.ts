import { expect, test } from "vitest";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Backend } from "../../model/ports/engine.ts";

test("stacks of all backends come in one order, whichever backend answers first", async () => {
  const slow = backend("slow", () => new Promise(done => setTimeout(done, 20, ["b/dev", "a/dev"])));
  const { stacks, failures } = await discoverStacks([slow, backend("fast", async () => ["a/dev", "c/dev"])]);
  expect(stacks.map(({ project, stack, backend }) => `${project}/${stack}@${backend}`)).toEqual(["a/dev@fast", "a/dev@slow", "b/dev@slow", "c/dev@fast"]);
  expect(failures).toEqual([]);
});

test("a dead backend is one finding, and the others go on", async () => {
  const error = new GuidedError("BACKEND_UNREACHABLE", "s3://states could not be opened.", "Check it.");
  const { stacks, failures } = await discoverStacks([backend("dead", async () => Promise.reject(error)), backend("live", async () => ["a/dev"])]);
  expect(stacks).toHaveLength(1);
  expect(failures).toEqual([{ backend: "dead", error }]);
});

test("an error nobody foresaw is told like a foreseen one, and keeps its cause", async () => {
  const cause = new TypeError("x is not a function");
  const { failures } = await discoverStacks([backend("odd", async () => Promise.reject(cause))]);
  expect(failures[0]!.error).toMatchObject({ code: "BACKEND_UNREACHABLE", message: "The stacks of backend odd could not be listed: x is not a function.", cause });
});

function backend(name: string, list: () => Promise<string[]>): Backend {
  const refOf = (text: string) => ({ project: text.split("/")[0]!, stack: text.split("/")[1]!, backend: name });
  const notAsked = () => Promise.reject(new Error("not asked for"));
  return { name, list: async () => (await list()).map(refOf), state: notAsked, updateInProgress: notAsked, lastUpdate: notAsked };
}
