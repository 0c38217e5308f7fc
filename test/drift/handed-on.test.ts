import { expect, test } from "vitest";
import { judgeStack } from "../../drift/judge-stack.ts";
import { secretMark, type Json, type StackState } from "../../model/index.ts";
import { observation, stackObservation, stateOf } from "./build.ts";

const BEFORE = "db-1.abc123.eu-west-1.rds.example.com";
const AFTER = "db-1.zzz999.eu-west-1.rds.example.com";

function judged(outputs: Record<string, Json>, [before, after]: [Json, Json] = [BEFORE, AFTER]) {
  const made = stateOf("db");
  const stack = { ...made.resources[0]!, urn: "urn:pulumi:prod::network::pulumi:pulumi:Stack::network-prod", type: "pulumi:pulumi:Stack", custom: false, outputs };
  const state: StackState = { ...made, resources: [stack, ...made.resources] };
  const seen = observation({ name: "db", state: { size: 1 }, cloud: { size: 1 }, stateOutputs: { size: 1, address: before }, cloudOutputs: { size: 1, address: after }, diff: { changes: "none" } });
  return judgeStack(state, stackObservation([seen]), 0.5);
}

test("an output that changed alone is told where the stack hands the recorded value on, and is no drift", () => {
  expect(judged({ endpoint: BEFORE })).toMatchObject({ verdict: "ignored", resources: [{ verdict: "ignored", paths: [{ path: "address", expected: BEFORE, actual: AFTER, hiddenBy: 'outputs alone: stack output "endpoint"' }] }] });
});

test("so it is where the value is a part of what is handed on, or deep inside of it", () => {
  expect(judged({ url: `postgres://${BEFORE}:5432/shop` }).verdict).toBe("ignored");
  expect(judged({ databases: [{ address: BEFORE }] }).verdict).toBe("ignored");
});

test("an output that changed and that nobody is given is no matter", () => {
  expect(judged({ endpoint: "something-else.example.com" })).toMatchObject({ verdict: "in-sync", resources: [] });
  expect(judged({ region: "on" }, ["on", "off"]).verdict).toBe("in-sync");
});

test("no secret is compared with what is handed on", () => {
  expect(judged({ endpoint: secretMark("aaaa") as unknown as Json }, [secretMark("aaaa") as unknown as Json, secretMark("bbbb") as unknown as Json]).verdict).toBe("in-sync");
});
