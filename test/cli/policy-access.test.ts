import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { testInFolder as test } from "../scratch-folder.ts";
import { runCli } from "./run-cli.ts";

describe("policy access", () => {
  test("prints as JSON what a document allows and denies, sorted and each once", async ({ dir }) => {
    const { exitCode, json } = await access(dir, [
      { Effect: "Allow", Action: ["s3:getobject", "S3:GetObjectTorrent", "s3:GetObject"], Resource: "arn:aws:s3:::reports/*" },
      { Effect: "Allow", Action: "sqs:*Message", Resource: "*" },
      { Effect: "Deny", Action: ["sqs:Send*", "s3:PutObject"], Resource: "*" },
    ]);
    expect(exitCode).toBe(0);
    expect(json).toEqual({ allows: ["s3:GetObject", "s3:GetObjectTorrent", "sqs:DeleteMessage", "sqs:ReceiveMessage"], denies: ["s3:PutObject", "sqs:SendMessage"] });
  });

  test("a Deny with a condition, or on a part only, takes nothing from what is allowed", async ({ dir }) => {
    const { json } = await access(dir, [
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::reports/*" },
      { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/private/*" },
      { Effect: "Deny", Action: "s3:PutObject", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    expect(json).toEqual({ allows: ["s3:GetObject", "s3:PutObject"], denies: ["s3:GetObject", "s3:PutObject"] });
  });

  test("NotAction is every action but those, NotResource every resource but those", async ({ dir }) => {
    const { json: most } = await access(dir, { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" });
    expect(most.allows.some(action => /^(iam|sts):/.test(action))).toBe(false);
    expect(most.allows).toEqual(expect.arrayContaining(["ec2:RunInstances", "s3:DeleteBucket"]));
    const { json: elsewhere } = await access(dir, [{ Effect: "Allow", Action: "sqs:SendMessage", NotResource: "arn:aws:sqs:*:*:private" }, { Effect: "Deny", Action: "*", NotResource: "arn:aws:sqs:*:*:private" }]);
    expect(elsewhere.allows).toEqual([]);
    const { json: everything } = await access(dir, { Effect: "Allow", Action: "*", Resource: "*" });
    expect(everything.allows.length).toBe(new Set(everything.allows).size);
    expect(everything.allows.length).toBeGreaterThan(most.allows.length);
  });

  test("tells a person services, levels, resources, conditions and what means nothing", async ({ dir }) => {
    write(dir, [
      { Effect: "Allow", Action: ["sqs:SendMessage", "sqs:*Tags", "sqs:GetQueueUrl", "sqs:SendMesage", "sqss:Send"], Resource: "arn:aws:sqs:eu-west-1:123456789012:jobs", Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } } },
      { Effect: "Allow", Action: "xray:*", NotResource: "arn:aws:xray:*:*:group/private/*" },
    ]);
    const { out, exitCode } = await runCli(["policy", "access", "--document", "policy.json"], { cwd: dir });
    expect(exitCode).toBe(0);
    expect(out).toContain("sqs\n  on arn:aws:sqs:eu-west-1:123456789012:jobs\n  if StringEquals aws:PrincipalOrgID o-1, o-2\n");
    expect(out).toMatch(/^ {4}Write +SendMessage$/m);
    expect(out).toMatch(/^ {4}Read +GetQueueUrl/m);
    expect(out).toMatch(/xray\n {2}on \*, not arn:aws:xray:\*:\*:group\/private\/\*\n(.*\n)* {4}Tagging +all 2$/m);
    expect(out).toContain("! Statement[0].Action[3] sqs:SendMesage is no action of AWS (did you mean sqs:SendMessage?).");
    expect(out).toContain("! Statement[0].Action[4] sqss:Send is of a service that AWS does not have (did you mean sqs?).");
    expect(out).toMatch(/Allows \d+ actions of 2 services; denies 0 actions\.\n$/);
  });

  test.for<[string, string | undefined, string]>([
    ["a file that is not there", undefined, "--document policy.json cannot be read (ENOENT)"],
    ["what is not JSON", '{\n "Statement": [\n  { canary-77aa }\n]}', "is not JSON: line 3"],
    ["a list", "[]", "is not a JSON object"],
    ["no Statement", '{ "Version": "2012-10-17" }', 'has no "Statement"'],
    ["a Statement that is a text", '{ "Statement": "canary-77aa" }', 'has no "Statement" that is an object'],
  ])("%s is refused with what to do, and without what stands there", async ([, text, says], { dir }) => {
    if (text !== undefined) writeFileSync(join(dir, "policy.json"), text);
    const { exitCode, err, out } = await runCli(["policy", "access", "--document", "policy.json", "--format", "json"], { cwd: dir });
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: "" });
    expect(err).toContain(says);
    expect(err).toContain("→ A document is a JSON object");
    expect(err).not.toContain("canary");
  });
});

async function access(dir: string, statement: object | object[]): Promise<{ exitCode: number; json: { allows: string[]; denies: string[] } }> {
  write(dir, statement);
  const { exitCode, out } = await runCli(["policy", "access", "--document", "policy.json", "--format", "json"], { cwd: dir });
  return { exitCode, json: JSON.parse(out) as { allows: string[]; denies: string[] } };
}

function write(dir: string, Statement: object | object[]): void {
  writeFileSync(join(dir, "policy.json"), JSON.stringify({ Version: "2012-10-17", Statement }));
}
