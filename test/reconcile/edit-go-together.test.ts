import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { editTogether } from "../../reconcile/edit/edit-together.ts";

const PROGRAM = readFileSync(join(import.meta.dirname, "fixtures", "go", "web", "main.go"), "utf8");

test("several drifts of one file are edited one after the other, and gofmt would leave the outcome as it is", async () => {
  const line = PROGRAM.slice(0, PROGRAM.indexOf("ec2.NewSecurityGroup")).split("\n").length;
  const of = { runtime: "go", project: "p", stack: "dev", pos: { file: "main.go", line }, type: "aws:ec2/securityGroup:SecurityGroup", name: "web-secgrp" };
  const requests: EditRequest[] = [
    { ...of, path: ["description"], oldValue: "Enable HTTP access", newValue: "HTTP" },
    { ...of, path: ["tags", "Cost"], newValue: "42" },
    { ...of, path: ["tags", "CostCenter"], newValue: "7" },
    { ...of, path: ["tags", "Name"], oldValue: "web-sg" },
    { ...of, path: ["ingress", 0, "protocol"], oldValue: "tcp" },
  ];
  const { answers, files } = await editTogether(requests, file => (file === "main.go" ? new TextEncoder().encode(PROGRAM) : undefined));
  expect(answers.flatMap(answer => ("refusal" in answer ? [answer.refusal] : []))).toEqual([]);
  expect(files.get("main.go")).toBe(
    PROGRAM.replace("Enable HTTP access", "HTTP")
      .replace('\t\t\t\t\tProtocol:   pulumi.String("tcp"),\n', "")
      .replace('"Name":  pulumi.String("web-sg"),\n\t\t\t\t"Owner": pulumi.String(owner),\n', '"Owner":      pulumi.String(owner),\n\t\t\t\t"Cost":       pulumi.String("42"),\n\t\t\t\t"CostCenter": pulumi.String("7"),\n'),
  );
});
