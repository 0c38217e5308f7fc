import { describe, expect, test } from "vitest";
import { pythonName } from "../../reconcile/edit/program/python/python-name.ts";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { testEditCases, type EditCase } from "./edit-case.ts";

const HEAD = "import json\nimport pulumi\nimport pulumi_aws as aws\nfrom pulumi_aws import s3\nconfig = pulumi.Config()\n";

type Asked = { path?: EditRequest["path"]; from?: EditRequest["oldValue"]; to?: EditRequest["newValue"]; frames?: string[]; more?: Record<string, string>; name?: string; at?: string; type?: string };

/** A case of one program, whose resource is the first `Thing(`; `path` is `["size"]` where nothing is said. */
function edge(id: string, program: string, asked: Asked, expect: [before: string, after: string][] | [file: string, before: string, after: string][] | EditCase["expect"]): EditCase {
  const { path = ["size"], from, to, frames, more = {}, name = "t", at = "Thing(", type = "aws:x/thing:Thing" } = asked;
  const edits = typeof expect === "string" ? expect : expect.map(edit => (edit.length === 2 ? ["__main__.py", ...edit] : edit) as [string, string, string]);
  const request: EditCase["request"] = { runtime: "python", project: "p", type, name, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) };
  const files = { "__main__.py": HEAD + program, "Pulumi.yaml": "name: p\nruntime: python\n", "Pulumi.dev.yaml": "config:\n  p:size: a # small\n", ...more };
  return { id, files, request, at: at.includes("|") ? at : `__main__.py|${at}`, ...(frames && { frames }), expect: edits };
}

const thing = (value: string) => `x = aws.x.Thing("t", size=${value})\n`;
const ab = { from: "a", to: "b" };
const refused = (id: string, program: string, code: EditCase["expect"], asked: Asked = ab): EditCase => edge(id, program, asked, code);

describe("literals", () => {
  testEditCases([
    edge("a parenthesised string", thing('("a")'), ab, [['("a")', '("b")']]),
    edge("a raw string stays raw where it can", thing(String.raw`r"\d+"`), { from: "\\d+", to: "\\w+" }, [[String.raw`r"\d+"`, String.raw`r"\w+"`]]),
    edge("a raw string that cannot hold the value is raw no more", thing('r"a"'), { from: "a", to: 'a"b' }, [['r"a"', String.raw`"a\"b"`]]),
    edge("an f-string without substitutions doubles braces", thing('f"a"'), { from: "a", to: "{b}" }, [['f"a"', 'f"{{b}}"']]),
    edge("of joined literals only the one that differs", thing('("left-" \'right\')'), { from: "left-right", to: "left-wing" }, [["'right'", "'wing'"]]),
    edge("joined literals that differ everywhere become one", thing('("left-" \'right\')'), { from: "left-right", to: "up" }, [[`"left-" 'right'`, '"up"']]),
    edge("an escape that Python does not know keeps its backslash", thing(String.raw`"\d"`), { from: "\\d", to: "\\d+" }, [[String.raw`"\d"`, String.raw`"\d+"`]]),
    edge("control characters and direction marks are written as escapes", thing('"a"'), { from: "a", to: "\0\u202e\r\n" }, [['"a"', String.raw`"\x00\u202e\r\n"`]]),
    edge("a file that is declared as Latin-1 gets ASCII only", "", { from: "a", to: "é😀", more: { "__main__.py": `# -*- coding: latin-1 -*-\nimport pulumi_aws as aws\n${thing('"a"')}` } }, [['"a"', String.raw`"\xe9\U0001f600"`]]),
    edge("hexadecimal, octal and grouped numbers are read", `a = aws.x.Thing("t", size=0x10, other=1_000)\n`, { from: 16, to: 17 }, [["0x10", "17"]]),
    edge("a fraction stays one", thing("1.5"), { from: 1.5, to: 2 }, [["1.5", "2.0"]]),
    edge("a negative number", thing("-1"), { from: -1, to: -60 }, [["=-1", "=-60"]]),
    edge("True becomes False", thing("True"), { from: true, to: false }, [["True", "False"]]),
    refused("bytes are no string", thing('b"a"'), "template"),
    refused("a character by its name", thing(String.raw`"\N{LATIN SMALL LETTER A}"`), "template"),
    refused("an f-string with a substitution", `v = 1\n${thing('f"{v}"')}`, "template"),
    refused("a sum of strings", thing('"a" + str(1)'), "template"),
    refused("a formatted string", thing('"{}".format("a")'), "template"),
    refused("None", thing("None"), "null"),
    refused("a condition", thing('"a" if config else "c"'), "conditional"),
    refused("a comparison", thing("1 > 2"), "computed", { from: false, to: true }),
    refused("a value that is assigned on the way", thing('(v := "a")'), "shared"),
    refused("a secret", thing('pulumi.Output.secret("a")'), "secret"),
  ]);
});

describe("names", () => {
  testEditCases([
    edge("an annotated constant", `size: str = "a"\n${thing("size")}`, ab, [['= "a"', '= "b"']]),
    edge("a constant between semicolons", `one = 1; size = "a"; two = 2\n${thing("size")}`, ab, [['"a"', '"b"']]),
    edge("a constant that is used elsewhere is written here", `size = "a"\nprint(size)\n${thing("size")}`, ab, [["size=size", 'size="b"']]),
    edge("the local variable counts, not the module's", `size = "z"\ndef make():\n\tsize = "a"\n\taws.x.Thing("t", size=size)\nmake()\nprint(size)\n`, ab, [['"a"', '"b"']]),
    edge("a class's variable is none for its methods", `size = "a"\nclass K:\n    size = "z"\n    def go(self):\n        aws.x.Thing("t", size=size)\nK().go()\n`, ab, [['"a"', '"b"']]),
    edge("a constant of the branch that the use stands in", `if config:\n    size = "a"\n    aws.x.Thing("t", size=size)\n`, ab, [['"a"', '"b"']]),
    edge("a constant inside with", `with open("f") as f:\n    size = "a"\n${thing("size")}`, ab, [['"a"', '"b"']]),
    edge("a member of a dictionary that is read once", `sizes = {"small": "a", "big": "c"}\n${thing('sizes["small"]')}`, ab, [['"a"', '"b"']]),
    edge("a constant of another module that only this file reads", `import settings\n${thing("settings.SIZE")}`, { ...ab, more: { "settings.py": 'SIZE = "a"  # of all\n' } }, [["settings.py", '"a"', '"b"']]),
    edge("a constant of a package's module under another name", `from infra.settings import SIZE as size\n${thing("size")}`, { ...ab, more: { "infra/settings.py": 'SIZE = "a"\n' } }, [["infra/settings.py", '"a"', '"b"']]),
    edge("a constant of another module that others read too is written here", `import settings, other\n${thing("settings.SIZE")}`, { ...ab, more: { "settings.py": 'SIZE = "a"\n', "other.py": "import settings\n" } }, [["settings.SIZE", '"b"']]),
    refused("a constant of one branch of two", `if config:\n    size = "a"\nelse:\n    size = "c"\n${thing("size")}`, "reassigned"),
    refused("a constant that may not have been set", `if config:\n    size = "a"\n${thing("size")}`, "reassigned"),
    refused("a constant of a try", `try:\n    size = "a"\nexcept OSError:\n    pass\n${thing("size")}`, "reassigned"),
    refused("a constant that is set again", `size = "a"\n${thing("size")}size = "c"\n`, "reassigned"),
    refused("a constant that grows", `size = "a"\nsize += ""\n${thing("size")}`, "reassigned"),
    refused("a constant that is deleted", `size = "a"\n${thing("size")}del size\n`, "reassigned"),
    refused("a global of a function", `size = "a"\ndef f():\n    global size\n    size = "c"\n${thing("size")}`, "reassigned"),
    refused("a name of a walrus", `if (size := "a"):\n    pass\n${thing("size")}`, "reassigned"),
    refused("one of two names of an assignment", `size = other = "a"\n${thing("size")}`, "shared"),
    refused("a name of an unpacking", `size, other = "a", "c"\n${thing("size")}`, "reassigned"),
    refused("a loop variable", `for size in ["a"]:\n    aws.x.Thing("t", size=size)\n`, "loop"),
    refused("a comprehension's variable", `xs = [aws.x.Thing("t", size=size) for size in ["a"]]\n`, "loop"),
    refused("a name of with", `with open("a") as size:\n    aws.x.Thing("t", size=size)\n`, "reassigned"),
    refused("a name that a star import may have set again", `size = "a"\nfrom settings import *\n${thing("size")}`, "reassigned"),
    refused("a name of a star import", `from settings import *\n${thing("size")}`, "imported"),
    refused("a name of nowhere", thing("size"), "unknown"),
    refused("a dictionary that is changed later", `tags = {"A": "a"}\ntags["B"] = "c"\nx = aws.x.Thing("t", tags=tags)\n`, "reassigned", { ...ab, path: ["tags", "A"] }),
    refused("a list that is appended to", `xs = ["a"]\nxs.append("c")\nx = aws.x.Thing("t", xs=xs)\n`, "reassigned", { ...ab, path: ["xs", 0] }),
    refused("a dictionary that two resources share", `tags = {"A": "a"}\nx = aws.x.Thing("t", tags=tags)\ny = aws.x.Other("o", tags=tags)\n`, "shared", { ...ab, path: ["tags", "A"] }),
  ]);
});

describe("functions and components", () => {
  const component = (body: string, call = 'Site("docs", owner="a")') => `class Site(pulumi.ComponentResource):\n    def __init__(self, name, owner, opts=None):\n        super().__init__("p:x:Site", name, None, opts)\n${body}\n${call}\n`;
  const frames = ["__main__.py|Site(\"docs\""];
  testEditCases([
    edge("an argument by keyword", component('        aws.x.Thing("t", size=owner)'), { ...ab, frames }, [['owner="a"', 'owner="b"']]),
    edge("an argument by place", component('        aws.x.Thing("t", size=owner)', 'Site("docs", "a")'), { ...ab, frames }, [['"docs", "a"', '"docs", "b"']]),
    edge("an attribute of the component that is private in its use", component('        self.owner = owner\n        aws.x.Thing("t", size=self.owner)'), { ...ab, frames }, [['owner="a"', 'owner="b"']]),
    edge("a field of a dataclass", `from dataclasses import dataclass\n@dataclass\nclass SiteArgs:\n    owner: str\ndef site(args: SiteArgs):\n    aws.x.Thing("t", size=args.owner)\nsite(SiteArgs(owner="a"))\n`, { ...ab, frames: ["__main__.py|site(SiteArgs"] }, [['owner="a"', 'owner="b"']]),
    edge("a decorated function", `@cached\ndef make(size):\n    aws.x.Thing("t", size=size)\nmake("a")\n`, { ...ab, frames: ["__main__.py|make(\"a\")"] }, [['make("a")', 'make("b")']]),
    edge("a static method", `class K:\n    @staticmethod\n    def make(size):\n        aws.x.Thing("t", size=size)\nK.make("a")\n`, { ...ab, frames: ["__main__.py|K.make(\"a\")"] }, [['make("a")', 'make("b")']]),
    refused("a parameter that two properties have", component('        aws.x.Thing("t", size=owner, other=owner)'), "shared", { ...ab, frames }),
    refused("an attribute that is read twice", component('        self.owner = owner\n        aws.x.Thing("t", size=self.owner, other=self.owner)'), "reference", { ...ab, frames }),
    refused("an attribute of a component that other files may read", 'from site_ import Site\nSite("docs", owner="a")\n', "reference", { ...ab, frames, at: "site_.py|aws.x.Thing(", more: { "site_.py": `import pulumi_aws as aws\n${component('        self.owner = owner\n        aws.x.Thing("t", size=self.owner)', "")}` } }),
    refused("a default that the caller does not give", `def make(size="a"):\n    aws.x.Thing("t", size=size)\nmake()\n`, "parameter", { ...ab, frames: ["__main__.py|make()"] }),
    refused("arguments of a splat", `def make(size):\n    aws.x.Thing("t", size=size)\nmake(*["a"])\n`, "parameter", { ...ab, frames: ["__main__.py|make(*"] }),
    refused("a parameter that is assigned", `def make(size=None):\n    size = size or "a"\n    aws.x.Thing("t", size=size)\nmake()\n`, "reassigned", { ...ab, frames: ["__main__.py|make()"] }),
    refused("any number of keywords", `def make(**rest):\n    aws.x.Thing("t", size=rest["size"])\nmake(size="a")\n`, "parameter", { ...ab, frames: ["__main__.py|make(size"] }),
  ]);
});

test("keywords are named as Pulumi's code generation names them", () => {
  const names = { cidrBlock: "cidr_block", kubeletConfigKey: "kubelet_config_key", podCIDR: "pod_cidr", podCIDRSet: "pod_cidr_set", nonResourceURLs: "non_resource_urls", someTHINGsAREWeird: "some_things_are_weird", podCIDRs: "pod_cidrs", SHA256Hash: "sha256_hash", sha256Hash: "sha256_hash", openXJsonSerDe: "open_x_json_ser_de", from: "from_", ipv6CidrBlocks: "ipv6_cidr_blocks", "x-y": "x_y", proj: "proj", HTMLThing: "html_thing", "1st": "_1st" };
  expect(Object.fromEntries(Object.keys(names).map(name => [name, pythonName(name)]))).toEqual(names);
});
