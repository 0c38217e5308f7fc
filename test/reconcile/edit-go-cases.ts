import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { EditCase } from "./edit-case.ts";

const FIXTURES = join(import.meta.dirname, "fixtures", "go");
const WEB = { "main.go": readFileSync(join(FIXTURES, "web/main.go"), "utf8"), "Pulumi.yaml": "name: webgo\nruntime: go\n", "Pulumi.dev.yaml": 'config:\n  webgo:keyName: "ops"\n' };

/** Resources of the program: where each is made, and what it is. */
const GROUP = { at: "ec2.NewSecurityGroup", type: "aws:ec2/securityGroup:SecurityGroup", name: "web-secgrp" };
const SERVER = { at: "ec2.NewInstance", type: "aws:ec2/instance:Instance", name: "web-server-www" };
const PLAIN = { at: 's3.NewBucket(ctx, "plain"', type: "aws:s3/bucket:Bucket", name: "plain" };
const LOOPED = { at: 's3.NewBucket(ctx, "b-"', type: "aws:s3/bucket:Bucket", name: "b-a", instances: 2 };

type Resource = { at: string; type: string; name: string; frames?: string[]; files?: Record<string, string> } & Partial<Omit<EditRequest, "frames">>;
type Drift = { path: EditRequest["path"]; from?: EditRequest["oldValue"]; to?: EditRequest["newValue"] };

function one(id: string, { at, frames, files = WEB, ...resource }: Resource, { path, from, to }: Drift, expect: ([before: string, after: string] | [file: string, before: string, after: string])[] | EditCase["expect"]): EditCase {
  const edits = typeof expect === "string" ? expect : expect.map(edit => (edit.length === 2 ? ["main.go", ...edit] : edit) as [string, string, string]);
  const request = { runtime: "go", project: "webgo", ...resource, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) } as EditCase["request"];
  return { id, files, request, at: at.includes("|") ? at : `main.go|${at}`, ...(frames && { frames }), expect: edits };
}

const https = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] };
const http = { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] };

/** Edits and refusals of Go programs. */
export const goCases: EditCase[] = [
  one("a literal inside its wrapper", GROUP, { path: ["description"], from: "Enable HTTP access", to: 'x"y' }, [[`pulumi.String("Enable HTTP access")`, `pulumi.String("x\\"y")`]]),
  one("a field of a struct in a list", GROUP, { path: ["ingress", 0, "toPort"], from: 80, to: 8080 }, [[`ToPort:     pulumi.Int(80)`, `ToPort:     pulumi.Int(8080)`]]),
  one("an element of a list of strings", GROUP, { path: ["ingress", 0, "cidrBlocks", 0], from: "0.0.0.0/0", to: "10.0.0.0/8" }, [[`"0.0.0.0/0"`, `"10.0.0.0/8"`]]),
  one("a new tag is aligned as gofmt does it", GROUP, { path: ["tags", "Cost"], to: "42" }, [[`"Owner": pulumi.String(owner),\n\t\t\t}`, `"Owner": pulumi.String(owner),\n\t\t\t\t"Cost":  pulumi.String("42"),\n\t\t\t}`]]),
  one("a longer key moves the values of its neighbours", GROUP, { path: ["tags", "CostCenter"], to: "42" }, [[`"Name":  pulumi.String("web-sg"),\n\t\t\t\t"Owner": pulumi.String(owner),`, `"Name":       pulumi.String("web-sg"),\n\t\t\t\t"Owner":      pulumi.String(owner),\n\t\t\t\t"CostCenter": pulumi.String("42"),`]]),
  one("a new field is added", SERVER, { path: ["ebsOptimized"], to: true }, [["echo hi`),\n", "echo hi`),\n\t\t\tEbsOptimized: pulumi.Bool(true),\n"]]),
  one("a removed field goes with its line", SERVER, { path: ["monitoring"], from: false }, [["\t\t\tMonitoring:          pulumi.Bool(false),\n", ""]]),
  one("without the longest key its neighbours move together", SERVER, { path: ["vpcSecurityGroupIds"], from: ["sg-1"] }, "shared"),
  one("a constant of the package that is used once", SERVER, { path: ["instanceType"], from: "t3.micro", to: "t3.large" }, [[`const instanceType = "t3.micro"`, `const instanceType = "t3.large"`]]),
  one("a variable that others use is written out where it is used", SERVER, { path: ["tags", "Owner"], from: "platform", to: "sre" }, [[`pulumi.String("web-server-www"), "Owner": pulumi.String(owner)`, `pulumi.String("web-server-www"), "Owner": pulumi.String("sre")`]]),
  one("a value of the configuration, quoted", SERVER, { path: ["keyName"], from: "ops", to: "ops2" }, [["Pulumi.dev.yaml", `"ops"`, `"ops2"`]]),
  one("a raw string stays raw", SERVER, { path: ["userData"], from: "#!/bin/bash\necho hi", to: "#!/bin/bash\necho ho" }, [["echo hi`", "echo ho`"]]),
  one("a struct is appended like its sibling", GROUP, { path: ["ingress", 1], to: https }, [
    [
      `\t\t\t\t},\n\t\t\t},\n\t\t\tTags: pulumi`,
      `\t\t\t\t},\n\t\t\t\tec2.SecurityGroupIngressArgs{Protocol: pulumi.String("tcp"), FromPort: pulumi.Int(443), ToPort: pulumi.Int(443), CidrBlocks: pulumi.StringArray{pulumi.String("10.0.0.0/8")}},\n\t\t\t},\n\t\t\tTags: pulumi`,
    ],
  ]),
  one("a set that comes back in another order with one rule more", GROUP, { path: ["ingress"], from: [http], to: [https, http] }, [
    [
      `\t\t\t\tec2.SecurityGroupIngressArgs{\n`,
      `\t\t\t\tec2.SecurityGroupIngressArgs{Protocol: pulumi.String("tcp"), FromPort: pulumi.Int(443), ToPort: pulumi.Int(443), CidrBlocks: pulumi.StringArray{pulumi.String("10.0.0.0/8")}},\n\t\t\t\tec2.SecurityGroupIngressArgs{\n`,
    ],
  ]),
  one("a new map of tags, as another resource of the file has it", { ...SERVER, files: { ...WEB, "main.go": WEB["main.go"].replace(/\t\t\tTags: {16}pulumi.*\n/, "") } }, { path: ["tags"], to: { Owner: "sre" } }, [["echo hi`),\n", "echo hi`),\n\t\t\tTags: pulumi.StringMap{\"Owner\": pulumi.String(\"sre\")},\n"]]),

  one("a constructor without arguments is refused", PLAIN, { path: ["acl"], to: "private" }, "absent"),
  one("a new nested struct is refused where no other tells its type", SERVER, { path: ["rootBlockDevice"], to: { volumeSize: 10 } }, "needs-schema"),
  one("the output of another resource is refused", SERVER, { path: ["vpcSecurityGroupIds", 0], from: "sg-1", to: "sg-2" }, "computed"),
  one("a loop is refused", LOOPED, { path: ["acl"], from: "private", to: "x" }, "multi-instance"),
  one("a literal that is not what the program gave is refused", GROUP, { path: ["description"], from: "Enable", to: "x" }, "stale"),
  one("a whole number does not become a fraction", GROUP, { path: ["ingress", 0, "toPort"], from: 80, to: 80.5 }, "type"),
];
