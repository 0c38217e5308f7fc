import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { describe } from "vitest";
import { testEditCases, type EditCase } from "./edit-case.ts";

const BUCKET = { type: "aws:s3/bucket:Bucket", name: "b", at: "Bucket(" };
const HEAD = "import json\nimport pulumi\nimport pulumi_aws as aws\nfrom pulumi import Output\nfrom pulumi_aws import ec2, s3\nconfig = pulumi.Config()\n";
const STACK = "config:\n  p:acl: a # who may read\n  other:acl: a\n  p:days: 3\n  p:data:\n    acl: a\n    list: [a]\n";

type Asked = Partial<Pick<EditRequest, "path" | "name" | "type" | "instances" | "dependsOn">> & { from?: EditRequest["oldValue"]; to?: EditRequest["newValue"]; at?: string; frames?: string[] };

function bucket(id: string, program: string, { from, to, at = BUCKET.at, frames, ...request }: Asked, expect: [before: string, after: string][] | [file: string, before: string, after: string][] | EditCase["expect"]): EditCase {
  const edits = typeof expect === "string" ? expect : expect.map(edit => (edit.length === 2 ? ["__main__.py", ...edit] : edit) as [string, string, string]);
  const files = { "__main__.py": HEAD + program, "Pulumi.yaml": "name: p\nruntime: python\n", "Pulumi.dev.yaml": STACK };
  const asked = { runtime: "python", project: "p", type: BUCKET.type, name: BUCKET.name, path: ["acl"], ...request, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) };
  return { id, files, request: asked, at: `__main__.py|${at}`, ...(frames && { frames }), expect: edits };
}

const ab = { from: "a", to: "b" };
const tags = { path: ["tags"], to: { Owner: "sre" } };

describe("which call makes the resource", () => {
  testEditCases([
    bucket("a class under an alias", `from pulumi_aws.s3 import Bucket as B\nx = B("b", acl="a")\n`, { ...ab, at: 'B("b"' }, [['"a"', '"b"']]),
    bucket("a subclass's super().__init__", `class Own(s3.Bucket):\n    def __init__(self, name):\n        super().__init__(name, acl="a")\nOwn("b")\n`, { ...ab, at: "super()", frames: ['__main__.py|Own("b")'] }, [['"a"', '"b"']]),
    bucket("a subclass without a constructor", `class Own(s3.Bucket):\n    pass\nOwn("b", acl="a")\n`, { ...ab, at: 'Own("b"' }, [['"a"', '"b"']]),
    bucket("the name as keyword", `s3.Bucket(acl="a", resource_name="b")\n`, ab, [['"a"', '"b"']]),
    bucket("of two on a line the one of that name", `s3.Bucket("a", acl="a"); s3.Bucket("b", acl="a")\n`, ab, [['"b", acl="a"', '"b", acl="b"']]),
    bucket("a call that is continued with a backslash", `x = \\\n    s3.Bucket("b", \\\n    acl="a")\n`, { ...ab, at: "s3.Bucket(" }, [['acl="a"', 'acl="b"']]),
    bucket("an args object under a name", `args = s3.BucketArgs(acl="a")\ns3.Bucket("b", args)\n`, { ...ab, at: "s3.Bucket(" }, [['"a"', '"b"']]),
    bucket("an args object as keyword", `s3.Bucket("b", args=s3.BucketArgs(acl="a"), opts=None)\n`, ab, [['"a"', '"b"']]),
    bucket("options as second argument", `s3.Bucket("b", pulumi.ResourceOptions(protect=True), acl="a")\n`, ab, [['"a"', '"b"']]),
    bucket("another name at the place is stale", `s3.Bucket("c", acl="a")\n`, ab, "stale"),
    bucket("another class at the place is no constructor", `s3.BucketV2("b", acl="a")\n`, { ...ab, at: "s3.BucketV2(" }, "not-a-constructor"),
    bucket("arguments of a splat", `s3.Bucket(*["b"], acl="a")\n`, ab, "spread"),
    bucket("keywords of a splat", `s3.Bucket("b", **{"acl": "a"})\n`, ab, "spread"),
    bucket("a computed args object", `s3.Bucket("b", make_args())\n`, ab, "computed"),
    bucket("two instances", `for _ in "ab":\n    s3.Bucket(_, acl="a")\n`, { ...ab, instances: 2 }, "multi-instance"),
    bucket("a file with an error", `s3.Bucket("b", acl="a"\n`, ab, "syntax"),
  ]);
});

describe("configuration", () => {
  testEditCases([
    bucket("a required value is set in the stack's file", `s3.Bucket("b", acl=config.require("acl"))\n`, ab, [["Pulumi.dev.yaml", "p:acl: a #", "p:acl: b #"]]),
    bucket("of another namespace", `other = pulumi.Config("other")\ns3.Bucket("b", acl=other.get("acl"))\n`, ab, [["Pulumi.dev.yaml", "other:acl: a", "other:acl: b"]]),
    bucket("a default as second argument", `s3.Bucket("b", acl=config.get("missing", "a"))\n`, ab, [["Pulumi.dev.yaml", "    list: [a]\n", "    list: [a]\n  p:missing: b\n"]]),
    bucket("a whole number", `s3.Bucket("b", days=config.require_int("days"))\n`, { path: ["days"], from: 3, to: 4 }, [["Pulumi.dev.yaml", "p:days: 3", "p:days: 4"]]),
    bucket("a member of a structured value", `data = config.require_object("data")\ns3.Bucket("b", acl=data["acl"])\n`, ab, [["Pulumi.dev.yaml", "    acl: a", "    acl: b"]]),
    bucket("a number that is read as a whole one", `s3.Bucket("b", days=config.require_int("days"))\n`, { path: ["days"], from: 3, to: 3.5 }, "type"),
    bucket("a falsy value behind or", `s3.Bucket("b", acl=config.get("acl") or "c")\n`, { from: "a", to: "" }, "config"),
    bucket("a secret value", `s3.Bucket("b", acl=config.require_secret("acl"))\n`, ab, "secret"),
    bucket("a key that is computed", `s3.Bucket("b", acl=config.require(name))\n`, ab, "computed"),
    bucket("something else that has a method get", `s3.Bucket("b", acl={"acl": "a"}.get("acl"))\n`, ab, "computed"),
  ]);
});

describe("new arguments and removed ones", () => {
  testEditCases([
    bucket("the first argument of a call on one line", `s3.Bucket("b")\n`, tags, [['"b")', '"b", tags={"Owner": "sre"})']]),
    bucket("the first argument of a call over lines", `s3.Bucket(\n    "b",  # the only one\n)\n`, tags, [['"b",  # the only one\n', '"b",  # the only one\n    tags={"Owner": "sre"},\n']]),
    bucket("the first argument without a comma before", `s3.Bucket(\n    "b"\n)\n`, tags, [['"b"\n', '"b",\n    tags={"Owner": "sre"}\n']]),
    bucket("before the only keyword, which is opts", `s3.Bucket("b", opts=pulumi.ResourceOptions())\n`, tags, [["opts=", 'tags={"Owner": "sre"}, opts=']]),
    bucket("behind keywords, opts among them", `s3.Bucket("b", opts=None, acl="a")\n`, tags, [['acl="a"', 'acl="a", tags={"Owner": "sre"}']]),
    bucket("behind a splat", `s3.Bucket("b", **rest)\n`, tags, [["**rest", '**rest, tags={"Owner": "sre"}']]),
    bucket("a key whose dictionary has single quotes", `s3.Bucket("b", tags={'A': 'x'})\n`, { path: ["tags", "Own'er"], to: "sre" }, [["'x'}", "'x', 'Own\\'er': 'sre'}"]]),
    bucket("a key in a call of dict", `s3.Bucket("b", tags=dict(A="x"))\n`, { path: ["tags", "Owner"], to: "sre" }, [['A="x"', 'A="x", Owner="sre"']]),
    bucket("a key that no keyword can be", `s3.Bucket("b", tags=dict(A="x"))\n`, { path: ["tags", "a-b"], to: "sre" }, "shape"),
    bucket("a key of an empty dictionary", `s3.Bucket("b", tags={})\n`, { path: ["tags", "Owner"], to: "sre" }, [["tags={}", 'tags={"Owner": "sre"}']]),
    bucket("spaces around the sign are kept", `s3.Bucket("b", acl = "a")\n`, { path: ["forceDestroy"], to: true }, [['acl = "a"', 'acl = "a", force_destroy = True']]),
    bucket("a key beside a comment", `s3.Bucket("b", tags={\n    "A": "x",  # first\n    # last words\n})\n`, { path: ["tags", "Owner"], to: "sre" }, [["# first\n", '# first\n    "Owner": "sre",\n']]),
    bucket("an element of the siblings' class", `s3.Bucket("b", rules=[s3.RuleArgs(max_age=1, when=s3.WhenArgs(day_of_week=2))])\n`, { path: ["rules", 1], to: { maxAge: 3, when: { dayOfWeek: 4 } } }, [["day_of_week=2))]", "day_of_week=2)), s3.RuleArgs(max_age=3, when=s3.WhenArgs(day_of_week=4))]"]]),
    bucket("an element with a class under an alias", `from pulumi_aws.s3 import RuleArgs as Rule\ns3.Bucket("b", rules=[Rule(max_age=1)])\n`, { path: ["rules", 1], to: { maxAge: 3 }, at: "s3.Bucket(" }, [["Rule(max_age=1)]", "Rule(max_age=1), Rule(max_age=3)]"]]),
    bucket("an element whose siblings are dictionaries in the provider's spelling", `s3.Bucket("b", rules=[{"maxAge": 1}])\n`, { path: ["rules", 1], to: { maxAge: 3, newOne: 4 } }, [['{"maxAge": 1}]', '{"maxAge": 1}, {"maxAge": 3, "newOne": 4}]']]),
    bucket("a key of one element as its siblings have it", `s3.Bucket("b", rules=[{"max_age": 1, "not_before": 2}, {"max_age": 3}])\n`, { path: ["rules", 1, "notBefore"], to: 5 }, [['{"max_age": 3}', '{"max_age": 3, "not_before": 5}']]),
    bucket("an element of a tuple", `s3.Bucket("b", xs=("a",))\n`, { path: ["xs", 1], to: "b" }, [['("a",)', '("a", "b",)']]),
    bucket("the first element of a tuple", `s3.Bucket("b", xs=())\n`, { path: ["xs", 0], to: "b" }, [["xs=()", 'xs=("b",)']]),
    bucket("a tuple that would become a parenthesis", `s3.Bucket("b", xs=("a", "c"))\n`, { path: ["xs", 1], from: "c" }, "confirm"),
    bucket("a key inside a document is data", `s3.Bucket("b", acl=json.dumps({"some_key": 1}))\n`, { from: '{"some_key": 1}', to: '{"some_key": 1, "someKey": 2}' }, [['"some_key": 1', '"some_key": 1, "someKey": 2']]),
    bucket("a document of an output", `s3.Bucket("b", acl=Output.json_dumps({"Action": ["x"]}))\n`, { from: '{"Action": ["x"]}', to: '{"Action": ["x", "y"]}' }, [['["x"]', '["x", "y"]']]),
    bucket("an enum's member becomes a literal", `s3.Bucket("b", acl=aws.s3.CannedAcl.PUBLIC_READ)\n`, { from: "public-read", to: "private" }, [["aws.s3.CannedAcl.PUBLIC_READ", '"private"']]),
    bucket("a value through from_input", `s3.Bucket("b", acl=pulumi.Output.from_input("a"))\n`, ab, [['"a"', '"b"']]),
    bucket("a removed keyword on one line", `s3.Bucket("b", acl="a", force_destroy=True)\n`, { from: "a" }, [['acl="a", ', ""]]),
    bucket("the last keyword", `s3.Bucket("b", acl="a")\n`, { from: "a" }, [[', acl="a"', ""]]),
    bucket("a list with a splat", `s3.Bucket("b", xs=[*base, "a"])\n`, { path: ["xs", 1], ...ab }, "spread"),
    bucket("a key behind a later splat", `s3.Bucket("b", tags={"A": "a", **base})\n`, { path: ["tags", "A"], ...ab }, "spread"),
    bucket("a computed key", `s3.Bucket("b", tags={key: "a", "A": "a"})\n`, { path: ["tags", "A"], ...ab }, "computed-key"),
    bucket("a key that is set twice", `s3.Bucket("b", tags={"A": "c", "A": "a"})\n`, { path: ["tags", "A"], ...ab }, "ambiguous"),
  ]);
});
