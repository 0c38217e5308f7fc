import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { testEditCases, type EditCase } from "./edit-case.ts";

const FIXTURES = join(import.meta.dirname, "fixtures", "go");
const fixture = (path: string): string => readFileSync(join(FIXTURES, path), "utf8");
const PROJECT = { "Pulumi.yaml": "name: shop\nruntime: go\n", "Pulumi.dev.yaml": "config:\n  shop:name: web # the name\n  aws:region: eu-west-1\n" };
const ORDERS = { ...PROJECT, "main.go": fixture("orders/main.go") };
const DATA = { ...PROJECT, "main.go": fixture("data/main.go") };
const SITE = { ...PROJECT, "main.go": fixture("site/main.go"), "site.go": fixture("site/site.go") };

/** A program with the bucket `b`; `top` stands before main, `lines` before the bucket. */
function bucket(fields: string, { lines = "", top = "" } = {}): Record<string, string> {
  return {
    ...PROJECT,
    "main.go": `package main

import (
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v7/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)
${top}
func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
${lines}		_, err := s3.NewBucket(ctx, "b", &s3.BucketArgs{
${fields}		})
		return err
	})
}
`,
  };
}

type Drift = { path: EditRequest["path"]; from?: EditRequest["oldValue"]; to?: EditRequest["newValue"] };
type Expected = ([before: string, after: string] | [file: string, before: string, after: string])[] | EditCase["expect"];

type Asked = { files: Record<string, string>; of: { at: string; frames?: string[] } & Partial<Omit<EditRequest, "frames">> };

function one(id: string, { files, of: { at, frames, ...resource } }: Asked, { path, from, to }: Drift, expect: Expected): EditCase {
  const edits = typeof expect === "string" ? expect : expect.map(edit => (edit.length === 2 ? ["main.go", ...edit] : edit) as [string, string, string]);
  const request = { runtime: "go", project: "shop", ...resource, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) } as EditCase["request"];
  return { id, files, request, ...(at !== "" && { at: at.includes("|") ? at : `main.go|${at}` }), ...(frames && { frames }), expect: edits };
}

const BUCKET = { at: "s3.NewBucket", type: "aws:s3/bucket:Bucket", name: "b" };
const DEAD = { at: 'sqs.NewQueue(ctx, "dead"', type: "aws:sqs/queue:Queue", name: "dead" };
const JOBS = { at: "sqs.NewQueue(ctx, name", type: "aws:sqs/queue:Queue", name: "jobs", frames: ['main.go|makeQueue(ctx, "jobs"'] };
const ROLE = { at: "iam.NewRole", type: "aws:iam/role:Role", name: "runner" };
const WORKER = { at: "lambda.NewFunction", type: "aws:lambda/function:Function", name: "worker" };
const LOGS = { at: "site.go|s3.NewBucket", type: "aws:s3/bucket:Bucket", name: "docs-logs", frames: ["main.go|NewSite(ctx"] };
const RULES = { at: "ec2.NewSecurityGroup", type: "aws:ec2/securityGroup:SecurityGroup", name: "inner" };
const DATABASE = { at: "rds.NewInstance", type: "aws:rds/instance:Instance", name: "db" };
const SETTINGS = { at: "corev1.NewConfigMap", type: "kubernetes:core/v1:ConfigMap", name: "settings" };

const acl = (value: string, more = {}): Record<string, string> => bucket(`\t\t\tAcl: ${value},\n`, more);
const changed = { path: ["acl"], from: "private", to: "public-read" };
const trust = (service: string) => JSON.stringify({ Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: service } }], Version: "2012-10-17" });

testEditCases([
  one("a default of the configuration becomes a value of the stack's configuration", { files: ORDERS, of: DEAD }, { path: ["tags", "Size"], from: "small", to: "large" }, [["Pulumi.dev.yaml", "  aws:region: eu-west-1\n", "  aws:region: eu-west-1\n  shop:size: large\n"]]),
  one("a document of json.Marshal is edited inside", { files: ORDERS, of: ROLE }, { path: ["assumeRolePolicy"], from: trust("lambda.amazonaws.com"), to: trust("ec2.amazonaws.com") }, [[`"lambda.amazonaws.com"`, `"ec2.amazonaws.com"`]]),
  one("an element is added to a document as Go holds it", { files: ORDERS, of: ROLE }, { path: ["assumeRolePolicy"], from: trust("lambda.amazonaws.com"), to: trust("lambda.amazonaws.com").replace('["sts:AssumeRole"]', '["sts:AssumeRole","sts:TagSession"]') }, [
    [`[]string{"sts:AssumeRole"}`, `[]string{"sts:AssumeRole", "sts:TagSession"}`],
  ]),
  one("a new key of a document is aligned like its siblings", { files: ORDERS, of: ROLE }, { path: ["assumeRolePolicy"], from: trust("lambda.amazonaws.com"), to: trust("lambda.amazonaws.com").replace('"Effect"', '"Condition":{"Bool":{"aws:SecureTransport":true}},"Effect"') }, [
    [`"Principal": map[string]interface{}{"Service": "lambda.amazonaws.com"},\n`, `"Principal": map[string]interface{}{"Service": "lambda.amazonaws.com"},\n\t\t\t\t\t"Condition": map[string]interface{}{"Bool": map[string]interface{}{"aws:SecureTransport": true}},\n`],
  ]),
  one("a parameter is followed to the caller", { files: ORDERS, of: JOBS }, { path: ["delaySeconds"], from: 5, to: 30 }, [[`makeQueue(ctx, "jobs", 5)`, `makeQueue(ctx, "jobs", 30)`]]),
  one("without the caller's place a parameter is refused", { files: ORDERS, of: { ...JOBS, frames: [] } }, { path: ["delaySeconds"], from: 5, to: 30 }, "parameter"),
  one("a constant that others use is written out where it is used", { files: ORDERS, of: DEAD }, { path: ["tags", "Team"], from: "orders", to: "sales" }, [[`				"Team": pulumi.String(team),\n				"Size"`, `				"Team": pulumi.String("sales"),\n				"Size"`]]),
  one("a constant in a block keeps its comment in its column", { files: ORDERS, of: WORKER }, { path: ["runtime"], from: "provided.al2023", to: "provided.al2" }, [[`"provided.al2023" // the custom one`, `"provided.al2" // the custom one`]]),
  one("a constant that other packages may read is written out, without its hexadecimal", { files: ORDERS, of: WORKER }, { path: ["memorySize"], from: 256, to: 512 }, [[`pulumi.Int(Memory)`, `pulumi.Int(512)`]]),
  one("a number keeps its notation", { files: ORDERS, of: WORKER }, { path: ["ephemeralStorage", "size"], from: 512, to: 1024 }, [[`0o1000`, `0o2000`]]),
  one("a comment's column moves with the longest value", { files: ORDERS, of: WORKER }, { path: ["layers", 0], from: "arn:aws:lambda:eu-west-1:123456789012:layer:a:1", to: "arn:aws:lambda:eu-west-1:123456789012:layer:a:22" }, [["layer:a:1\", // metrics", "layer:a:22\", // metrics"]]),
  one("an element of a list of Go's own strings", { files: ORDERS, of: WORKER }, { path: ["layers", 2], to: "arn:x" }, [["layer:trace:12\",\n", "layer:trace:12\",\n\t\t\t\t\"arn:x\",\n"]]),
  one("a list without its only element is one line, and so joins the columns above it", { files: ORDERS, of: WORKER }, { path: ["architectures", 0], from: "arm64" }, [
    [
      ORDERS["main.go"].slice(ORDERS["main.go"].indexOf("\t\t\tRuntime:"), ORDERS["main.go"].indexOf("\t\t\tEnvironment:")),
      "\t\t\tRuntime:       pulumi.String(runtime),\n\t\t\tHandler:       pulumi.String(\"bootstrap\"),\n\t\t\tRole:          role.Arn,\n\t\t\tMemorySize:    pulumi.Int(Memory),\n\t\t\tTimeout:       pulumi.Int(1_000),\n\t\t\tPublish:       pulumi.Bool(true),\n\t\t\tArchitectures: pulumi.StringArray{},\n",
    ],
  ]),
  one("a string that is put together is refused", { files: ORDERS, of: ROLE }, { path: ["description"], from: "runs the orders", to: "x" }, "template"),
  one("a number that is written in one token stays negative", { files: DATA, of: DATABASE }, { path: ["monitoringInterval"], from: -1, to: -60 }, [["p.Int(-1)", "p.Int(-60)"]]),
  one("comments behind values keep one column", { files: DATA, of: DATABASE }, { path: ["instanceClass"], from: "db.t3.m", to: "db.t3.medium" }, [
    [
      DATA["main.go"].slice(DATA["main.go"].indexOf("\t\t\tAllocatedStorage"), DATA["main.go"].indexOf("\t\t\tSkipFinal")),
      "\t\t\tAllocatedStorage:  p.Int(20),                // gigabytes\n\t\t\tEngine:            p.String(engine),         // not mysql\n\t\t\tEngineVersion:     p.String(version),        // see the runbook\n\t\t\tInstanceClass:     p.String(\"db.t3.medium\"), // small\n",
    ],
  ]),
  one("a rule like its siblings, with & and fields that only another sibling has", { files: DATA, of: RULES }, { path: ["ingress", 3], to: { protocol: "udp", fromPort: 53, toPort: 53, self: true, cidrBlocks: ["10.0.0.0/8"] } }, [
    ["\t\t\t\t\tProtocol: p.String(\"-1\"),\n\t\t\t\t},\n", "\t\t\t\t\tProtocol: p.String(\"-1\"),\n\t\t\t\t},\n\t\t\t\t&ec2.SecurityGroupIngressArgs{Protocol: p.String(\"udp\"), FromPort: p.Int(53), ToPort: p.Int(53), CidrBlocks: p.StringArray{p.String(\"10.0.0.0/8\")}, Self: p.Bool(true)},\n"],
  ]),
  one("the first element of a list of an SDK's own type is refused", { files: DATA, of: RULES }, { path: ["egress", 0], to: { protocol: "-1" } }, "needs-schema"),
  one("a removed element takes its comment with it", { files: DATA, of: RULES }, { path: ["ingress", 1, "cidrBlocks", 1], from: "192.168.0.0/16" }, [["\t\t\t\t\t\tp.String(\"10.0.0.0/8\"),     // office\n\t\t\t\t\t\tp.String(\"192.168.0.0/16\"), // home\n", "\t\t\t\t\t\tp.String(\"10.0.0.0/8\"), // office\n"]]),
  one("a map of Go's own strings gets a plain value", { files: DATA, of: SETTINGS }, { path: ["metadata", "annotations", "cost"], to: "7" }, [[`"tier":  "2",\n`, `"tier":  "2",\n\t\t\t\t\t"cost":  "7",\n`]]),
  one("a raw string becomes a quoted one when it has to", { files: DATA, of: SETTINGS }, { path: ["data", "app.ini"], from: "[main]\nlevel = \"info\"\npath = C:\\data\n", to: "a`b" }, [
    ["\t\t\t\t\"app.ini\": p.String(`[main]\nlevel = \"info\"\npath = C:\\data\n`),\n\t\t\t\t\"empty\":  p.String(\"\"),\n\t\t\t\t\"number\": p.String(\"1\"),\n", "\t\t\t\t\"app.ini\": p.String(\"a`b\"),\n\t\t\t\t\"empty\":   p.String(\"\"),\n\t\t\t\t\"number\":  p.String(\"1\"),\n"],
  ]),
  one("an argument of a component in another file", { files: SITE, of: LOGS }, { path: ["tags", "Owner"], from: "docs-team", to: "web-team" }, [[`"docs-team"`, `"web-team"`]]),
  one("an input that a component passes on", { files: SITE, of: LOGS }, { path: ["tags", "Tier"], from: "gold", to: "silver" }, [[`"gold"`, `"silver"`]]),
  one("a literal inside a component that is made once", { files: SITE, of: LOGS }, { path: ["acl"], from: "log-delivery-write", to: "private" }, [["site.go", `"log-delivery-write"`, `"private"`]]),
  one("a literal inside a component that is made twice is refused", { files: SITE, of: { ...LOGS, instances: 2 } }, { path: ["acl"], from: "log-delivery-write", to: "private" }, "multi-instance"),

  one("a pointer wrapper stays", { files: acl('pulumi.StringPtr("private")'), of: BUCKET }, changed, [[`pulumi.StringPtr("private")`, `pulumi.StringPtr("public-read")`]]),
  one("a variable that holds an input is written out as one", { files: acl("acl", { lines: '\t\tacl := pulumi.StringPtr("private")\n\t\tfmt.Println(acl)\n' }), of: BUCKET }, changed, [["Acl: acl,", 'Acl: pulumi.StringPtr("public-read"),']]),
  one("an inner variable is not the outer one of its name", { files: acl("pulumi.String(acl)", { top: 'const acl = "other"\n', lines: '\t\tacl := "private"\n' }), of: BUCKET }, changed, [['acl := "private"', 'acl := "public-read"']]),
  one("a variable of a block that has ended is not meant", { files: acl("pulumi.String(acl)", { top: 'const acl = "private"\n', lines: '\t\tif true {\n\t\t\tacl := "inner"\n\t\t\tfmt.Println(acl)\n\t\t}\n' }), of: BUCKET }, changed, [['const acl = "private"', 'const acl = "public-read"']]),
  one("one of several names of a declaration", { files: acl("pulumi.String(acl)", { lines: '\t\tacl, owner := "private", "sre"\n\t\tfmt.Println(owner)\n' }), of: BUCKET }, changed, [['"private", "sre"', '"public-read", "sre"']]),
  one("an index of a map that is used once", { files: acl('pulumi.String(acls["b"])', { lines: '\t\tacls := map[string]string{"a": "x", "b": "private"}\n' }), of: BUCKET }, changed, [['"b": "private"', '"b": "public-read"']]),
  one("a key of another namespace of the configuration", { files: acl('pulumi.String(config.Require(ctx, "aws:region"))'), of: BUCKET }, { path: ["acl"], from: "eu-west-1", to: "eu-west-2" }, [["Pulumi.dev.yaml", "aws:region: eu-west-1", "aws:region: eu-west-2"]]),
  one("a value of the configuration through a variable keeps its comment", { files: acl("pulumi.String(name)", { lines: '\t\tname := config.New(ctx, "").Require("name")\n' }), of: BUCKET }, { path: ["acl"], from: "web", to: "shop" }, [["Pulumi.dev.yaml", "name: web # the name", "name: shop # the name"]]),
  one("a document of pulumi.JSONMarshal", { files: acl('pulumi.JSONMarshal(pulumi.Map{"a": pulumi.Array{pulumi.Int(1)}})'), of: BUCKET }, { path: ["acl"], from: '{"a":[1]}', to: '{"a":[1,{"b":true}],"c":"d"}' }, [
    ['pulumi.Map{"a": pulumi.Array{pulumi.Int(1)}}', 'pulumi.Map{"a": pulumi.Array{pulumi.Int(1), pulumi.Map{"b": pulumi.Bool(true)}}, "c": pulumi.String("d")}'],
  ]),
  one("a key that would be twice as long as its siblings begins no column of its own", { files: bucket('\t\t\tTags: pulumi.StringMap{\n\t\t\t\t"a": pulumi.String("b"), // one\n\t\t\t},\n'), of: BUCKET }, { path: ["tags", "k".repeat(60)], to: "v" }, [
    ['pulumi.String("b"), // one\n', `pulumi.String("b"), // one\n\t\t\t\t"${"k".repeat(60)}": pulumi.String("v"),\n`],
  ]),
  one("what gofmt had not made is left as it is", { files: bucket('\t\t\tTags: pulumi.StringMap{\n\t\t\t\t"a":   pulumi.String("b"),\n\t\t\t\t"cc": pulumi.String("d"),\n\t\t\t},\n'), of: BUCKET }, { path: ["tags", "eeee"], to: "v" }, [['pulumi.String("d"),\n', 'pulumi.String("d"),\n\t\t\t\t"eeee": pulumi.String("v"),\n']]),

  one("a name of another file of the package is refused", { files: acl("pulumi.String(sharedACL)"), of: BUCKET }, changed, "imported"),
  one("a constant of an SDK is refused", { files: acl("s3.CannedACLPrivate"), of: BUCKET }, changed, "reference"),
  one("a sum of strings is refused", { files: acl('pulumi.String("pri" + "vate")'), of: BUCKET }, changed, "template"),
  one("a formatted string is refused", { files: acl('pulumi.Sprintf("%s", "private")'), of: BUCKET }, changed, "template"),
  one("a variable that is assigned again is refused", { files: acl("pulumi.String(acl)", { lines: '\t\tacl := "x"\n\t\tacl = "private"\n' }), of: BUCKET }, changed, "reassigned"),
  one("a variable whose address is taken is refused", { files: acl("pulumi.String(acl)", { lines: '\t\tacl := "private"\n\t\tfmt.Sscan("x", &acl)\n' }), of: BUCKET }, changed, "reassigned"),
  one("a map that is written into is refused", { files: bucket("\t\t\tTags: tags,\n", { lines: '\t\ttags := pulumi.StringMap{"a": pulumi.String("b")}\n\t\ttags["c"] = pulumi.String("d")\n' }), of: BUCKET }, { path: ["tags", "a"], from: "b", to: "c" }, "reassigned"),
  one("a loop variable is refused", { files: loop(), of: BUCKET }, changed, "loop"),
  one("a constant that the next one repeats is refused", { files: acl("pulumi.String(one)", { top: 'const (\n\tone = "private"\n\ttwo\n)\n' }), of: BUCKET }, changed, "shared"),
  one("a result of several is refused", { files: acl("pulumi.String(acl)", { lines: "\t\tacl, err := find()\n" }), of: BUCKET }, changed, "reference"),
  one("fields without names are refused", { files: bucket('\t\t\tWebsite: &s3.BucketWebsiteArgs{pulumi.String("a")},\n'), of: BUCKET }, { path: ["website", "indexDocument"], from: "a", to: "b" }, "shape"),
  one("a key that is a constant is refused", { files: bucket('\t\t\tTags: pulumi.StringMap{key: pulumi.String("b")},\n', { top: 'const key = "a"\n' }), of: BUCKET }, { path: ["tags", "a"], from: "b", to: "c" }, "computed-key"),
  one("a secret of the configuration is refused", { files: acl('config.New(ctx, "").RequireSecret("acl")'), of: BUCKET }, changed, "secret"),
  one("what is made a secret is refused", { files: acl('pulumi.ToSecret(pulumi.String("private")).(pulumi.StringOutput)'), of: BUCKET }, changed, "computed"),
  one("nil is refused", { files: acl("nil"), of: BUCKET }, { path: ["acl"], from: "private", to: "x" }, "null"),
  one("a document that two properties share is refused", { files: acl("pulumi.String(string(doc))", { lines: '\t\tdoc, _ := json.Marshal(map[string]any{"a": 1})\n\t\tfmt.Println(string(doc))\n' }), of: BUCKET }, { path: ["acl"], from: '{"a":1}', to: '{"a":2}' }, "reference"),
  one("a rune is refused", { files: acl("pulumi.String('p')"), of: BUCKET }, changed, "computed"),
  one("an output in an argument is refused as a dependency", { files: DATA, of: { at: "appsv1.NewDeployment", type: "kubernetes:apps/v1:Deployment", name: "app", dependsOn: ["urn:pulumi:dev::shop::aws:rds/instance:Instance::db"] } }, { path: ["spec", "template", "spec", "containers", 0, "env", 0, "value"], from: "a", to: "b" }, "dependency"),
  one("a literal beside an output is edited", { files: DATA, of: { at: "appsv1.NewDeployment", type: "kubernetes:apps/v1:Deployment", name: "app", dependsOn: ["urn:pulumi:dev::shop::aws:rds/instance:Instance::db"] } }, { path: ["spec", "template", "spec", "containers", 0, "env", 1, "value"], from: "debug", to: "info" }, [['"debug"', '"info"']]),
  one("what looks like a credential is never written", { files: DATA, of: DATABASE }, { path: ["engine"], from: "postgres", to: "AKIAIOSFODNN7EXAMPLE" }, "secret"),
  one("only another order is refused", { files: DATA, of: DATABASE }, { path: ["enabledCloudwatchLogsExports"], from: ["postgresql", "upgrade"], to: ["upgrade", "postgresql"] }, "order"),
  one("a line that makes something else is refused", { files: DATA, of: { ...DATABASE, at: "ec2.NewSecurityGroup" } }, { path: ["engine"], from: "postgres", to: "mysql" }, "not-a-constructor"),
  one("a line that makes another of the type is refused as stale", { files: DATA, of: { ...DATABASE, name: "other" } }, { path: ["engine"], from: "postgres", to: "mysql" }, "stale"),
  one("what lies in another module is refused", { files: DATA, of: { ...DATABASE, at: "", pos: { file: "../../github.com/acme/lib/db.go", line: 3 } } }, { path: ["engine"], from: "postgres", to: "mysql" }, "package"),
  one("without a place it is refused", { files: DATA, of: { ...DATABASE, at: "" } }, { path: ["engine"], from: "postgres", to: "mysql" }, "no-position"),
  one("to take away the last use of a variable is refused", { files: acl("pulumi.String(acl)", { lines: '\t\tacl := "private"\n' }), of: BUCKET }, { path: ["acl"], from: "private" }, "shared"),
]);

function loop(): Record<string, string> {
  const files = acl("pulumi.String(acl)");
  return { ...files, "main.go": files["main.go"]!.replace("\t\t_, err := s3", '\t\tvar err error\n\t\tfor _, acl := range []string{"private"} {\n\t\t_, err = s3').replace("\t\t})\n", "\t\t})\n\t\t}\n") };
}
