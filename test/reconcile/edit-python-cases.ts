import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { EditCase } from "./edit-case.ts";

const PROGRAM = readFileSync(join(import.meta.dirname, "fixtures/python/web/__main__.py"), "utf8");
const MAIN = "__main__.py";
const FILES = { [MAIN]: PROGRAM, "Pulumi.yaml": "name: webpy\nruntime: python\n", "Pulumi.dev.yaml": "config:\n  aws:region: us-west-2\n" };

/** Resources of the program: where each is made, and what it is. */
const GROUP = { at: "aws.ec2.SecurityGroup(", type: "aws:ec2/securityGroup:SecurityGroup", name: "web-secgrp" };
const SERVER = { at: "ec2.Instance(", type: "aws:ec2/instance:Instance", name: "web-server-www" };
const VPC = { at: "ec2.Vpc(", type: "aws:ec2/vpc:Vpc", name: "vpc" };
const SITE = { at: "aws.s3.Bucket(", type: "aws:s3/bucket:Bucket", name: "site" };
const ROLE = { at: "aws.iam.Role(", type: "aws:iam/role:Role", name: "role" };
const JOBS = { at: "aws.sqs.Queue(name", type: "aws:sqs/queue:Queue", name: "jobs", frames: [`${MAIN}|make_queue("jobs"`] };
const LOOPED = { at: 'aws.sqs.Queue(f"q-', type: "aws:sqs/queue:Queue", name: "q-0", instances: 2 };

type Resource = { at: string; type: string; name: string; frames?: string[] } & Omit<Partial<EditRequest>, "frames">;
type Drift = { path: EditRequest["path"]; from?: EditRequest["oldValue"]; to?: EditRequest["newValue"] };

function one(id: string, resource: Resource, { path, from, to }: Drift, expect: [before: string, after: string][] | EditCase["expect"]): EditCase {
  const { at, frames, ...rest } = resource;
  const edits = typeof expect === "string" ? expect : expect.map(edit => (edit.length === 2 ? [MAIN, ...edit] : edit) as [string, string, string]);
  const request = { runtime: "python", project: "webpy", ...rest, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) } as EditCase["request"];
  return { id, files: FILES, request, at: `${MAIN}|${at}`, ...(frames && { frames }), expect: edits };
}

const trust = (service: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: service } }] });
const inbound = (from: number, to: number, block: string) => ({ protocol: "tcp", fromPort: from, toPort: to, cidrBlocks: [block] });
const INGRESS = [inbound(80, 80, "0.0.0.0/0"), inbound(443, 443, "10.0.0.0/8")];
const dns = { protocol: "udp", fromPort: 53, toPort: 53 };

/** Edits and refusals of Python programs. */
export const pythonCases: EditCase[] = [
  one("a literal keeps its quotes", GROUP, { path: ["description"], from: "Enable HTTP access", to: "HTTP only" }, [[`'Enable HTTP access'`, `'HTTP only'`]]),
  one("a quote in the new value is escaped, not its other kind", GROUP, { path: ["description"], from: "Enable HTTP access", to: "it's \"ok\"" }, [[`'Enable HTTP access'`, `'it\\'s "ok"'`]]),
  one("a snake_case key of a dictionary in a list", GROUP, { path: ["ingress", 0, "cidrBlocks", 0], from: "0.0.0.0/0", to: "10.0.0.0/8" }, [[`"cidr_blocks": ["0.0.0.0/0"]`, `"cidr_blocks": ["10.0.0.0/8"]`]]),
  one("a keyword of an Args class", GROUP, { path: ["ingress", 1, "fromPort"], from: 443, to: 8443 }, [[`from_port=443`, `from_port=8443`]]),
  one("an element of a list in an Args class", GROUP, { path: ["ingress", 1, "cidrBlocks", 0], from: "10.0.0.0/8", to: "10.9.0.0/16" }, [[`"10.0.0.0/8"`, `"10.9.0.0/16"`]]),
  one("a new keyword goes before opts", GROUP, { path: ["revokeRulesOnDelete"], to: true }, [[`    opts=pulumi.Res`, `    revoke_rules_on_delete=True,\n    opts=pulumi.Res`]]),
  one("a new tag keeps its key verbatim", GROUP, { path: ["tags", "Owner"], to: "sre" }, [[`"cost_center": "42"}`, `"cost_center": "42", "Owner": "sre"}`]]),
  one("a new tag is not respelled, though a sibling has an underscore", GROUP, { path: ["tags", "costCode"], to: "7" }, [[`"cost_center": "42"}`, `"cost_center": "42", "costCode": "7"}`]]),
  one("a removed keyword goes with its line", GROUP, { path: ["ingress", 1, "cidrBlocks"], from: ["10.0.0.0/8"] }, [[`            cidr_blocks=["10.0.0.0/8"],\n`, ``]]),
  one("a removed element goes with its lines", GROUP, { path: ["ingress", 0], from: INGRESS[0]! }, [[PROGRAM.slice(PROGRAM.indexOf("        {\n"), PROGRAM.indexOf("        ec2.SecurityGroupIngressArgs")), ``]]),
  one("booleans are spelled Python's way", SERVER, { path: ["monitoring"], from: false, to: true }, [[`monitoring=False`, `monitoring=True`]]),
  one("a constant of the module that is used once", SERVER, { path: ["instanceType"], from: "t2.micro", to: "t3.micro" }, [[`size = "t2.micro"`, `size = "t3.micro"`]]),
  one("a triple-quoted string", SERVER, { path: ["userData"], from: "#!/bin/bash\necho \"Hello\"\n", to: "#!/bin/bash\necho \"Bye\"\n" }, [[`echo "Hello"`, `echo "Bye"`]]),
  one("config.get or a default, through a variable", VPC, { path: ["cidrBlock"], from: "10.0.0.0/16", to: "10.2.0.0/16" }, [["Pulumi.dev.yaml", `aws:region: us-west-2`, `aws:region: us-west-2\n  webpy:vpc_cidr: "10.2.0.0/16"`] as unknown as [string, string]]),
  one("an args object as second argument", SITE, { path: ["forceDestroy"], from: false, to: true }, [[`force_destroy=False`, `force_destroy=True`]]),
  one("a new keyword in an args object", SITE, { path: ["tags"], to: { Owner: "sre" } }, [[`force_destroy=False)`, `force_destroy=False, tags={"Owner": "sre"})`]]),
  one("a document of json.dumps", ROLE, { path: ["assumeRolePolicy"], from: trust("ec2.amazonaws.com"), to: trust("lambda.amazonaws.com") }, [[`"ec2.amazonaws.com"`, `"lambda.amazonaws.com"`]]),
  one("a parameter is followed to the caller", JOBS, { path: ["delaySeconds"], from: 5, to: 30 }, [[`make_queue("jobs", 5)`, `make_queue("jobs", 30)`]]),
  one("an element is appended in the style of its siblings", GROUP, { path: ["ingress", 2], to: dns }, [[`        ),\n    ],`, `        ),\n        {"protocol": "udp", "from_port": 53, "to_port": 53},\n    ],`]]),
  one("a set that comes back in another order with one element changed", GROUP, { path: ["ingress"], from: INGRESS, to: [inbound(443, 443, "10.7.0.0/16"), INGRESS[0]!] }, [[`"10.0.0.0/8"`, `"10.7.0.0/16"`]]),

  one("an f-string is refused", SERVER, { path: ["tags", "Name"], from: "web-dev", to: "w" }, "template"),
  one("what a splat brings is refused", SERVER, { path: ["tags", "Team"], from: "web", to: "w" }, "spread"),
  one("a loop is refused", LOOPED, { path: ["delaySeconds"], from: 10, to: 30 }, "multi-instance"),
  one("an attribute of a call's result is refused", SERVER, { path: ["ami"], from: "ami-1", to: "ami-2" }, "reference"),
  one("a tag whose key is another's in Pulumi's spelling is refused", GROUP, { path: ["tags", "costCenter"], to: "7" }, "stale"),
  one("another resource's output is refused by that resource's name", { ...SERVER, dependsOn: ["urn:pulumi:dev::webpy::aws:ec2/securityGroup:SecurityGroup::web-secgrp"] }, { path: ["vpcSecurityGroupIds", 0], from: "sg-1", to: "sg-2" }, "dependency"),
  one("a literal that is not the program's value is refused", SERVER, { path: ["monitoring"], from: true, to: false }, "stale"),
  one("a credential is refused", GROUP, { path: ["tags", "Name"], from: "web-sg", to: "AKIAIOSFODNN7EXAMPLE" }, "secret"),
  one("only another order is refused", GROUP, { path: ["ingress"], from: INGRESS, to: INGRESS.toReversed() }, "order"),
];
