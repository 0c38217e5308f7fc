import { describe, expect, test } from "vitest";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { edit } from "../../reconcile/edit/edit.ts";
import { askEditor, positionIn } from "./ask-editor.ts";
import { literalsChanged } from "./literals-changed.ts";

const BUCKET = { type: "aws:s3/bucket:Bucket", name: "b" };
const asks = (path: EditRequest["path"], oldValue: EditRequest["oldValue"], newValue: EditRequest["newValue"]) => ({ path, oldValue, newValue });

/** A program in which the bucket "b" gets these arguments. */
const bucket = (args: string, before = "") => `${before}new Bucket("b", ${args});\n`;

async function expectEdit(text: string, asked: Pick<EditRequest, "path" | "oldValue" | "newValue">, wanted: string): Promise<void> {
  const { edited, refusal } = await askEditor({ "index.ts": text }, { ...request(text), ...asked });
  expect(refusal).toBeUndefined();
  expect(edited).toBe(wanted);
  expect(literalsChanged(text, edited!)).toEqual([{ from: asked.oldValue, to: asked.newValue }]);
}

async function expectText(text: string, asked: Pick<EditRequest, "path" | "oldValue" | "newValue">, wanted: string): Promise<void> {
  const { edited, refusal } = await askEditor({ "index.ts": text }, { ...request(text), ...asked });
  expect(refusal).toBeUndefined();
  expect(edited).toBe(wanted);
}

async function expectRefusal(text: string, asked: Pick<EditRequest, "path" | "oldValue" | "newValue">, code: string): Promise<void> {
  const { refusal } = await askEditor({ "index.ts": text }, { ...request(text), ...asked });
  expect(refusal?.code).toBe(code);
}

function request(text: string): Pick<EditRequest, "runtime" | "pos" | "type" | "name"> {
  return { runtime: "nodejs", pos: positionIn({ "index.ts": text }, "index.ts", 'new Bucket("b"'), ...BUCKET };
}

describe("strings", () => {
  test("what both values begin and end with keeps its spelling", () =>
    expectEdit(bucket(String.raw`{ a: 'caf\u00e9 \'one\' \x41\t!' }`), asks(["a"], "café 'one' A\t!", "café 'two' A\t!"), bucket(String.raw`{ a: 'caf\u00e9 \'two\' \x41\t!' }`)));
  test("a line continuation stays", () => expectEdit(bucket('{ a: "one \\\ntwo" }'), asks(["a"], "one two", "one three"), bucket('{ a: "one \\\nthree" }')));
  test("an octal that would arise where two spellings meet is avoided", () => expectEdit(bucket(String.raw`{ a: "\0x" }`), asks(["a"], "\0x", "\x001"), bucket(String.raw`{ a: "\u00001" }`)));
  test("a substitution that would arise where two spellings meet is avoided", () => expectEdit(bucket("{ a: `$x` }"), asks(["a"], "$x", "${x"), bucket("{ a: `\\${x` }")));
  test("half of an emoji is never written", () => expectEdit(bucket('{ a: "x😀" }'), asks(["a"], "x😀", "x😁"), bucket('{ a: "x😁" }')));
  test("direction marks and other invisible characters are escaped", () => expectEdit(bucket('{ a: "x" }'), asks(["a"], "x", "x\u202e\u2028\u0007"), bucket(String.raw`{ a: "x\u202e\u2028\u0007" }`)));
  test("newlines become escapes in quotes and lines in a template", async () => {
    await expectEdit(bucket('{ a: "x" }'), asks(["a"], "x", "x\ny\r"), bucket(String.raw`{ a: "x\ny\r" }`));
    await expectEdit(bucket("{ a: `x` }"), asks(["a"], "x", "x\ny\r"), bucket("{ a: `x\ny\\r` }"));
  });
  test("a new line in a template takes the line ending of the file", () => expectEdit(bucket("{\r\n a: `x` }"), asks(["a"], "x", "x\ny"), bucket("{\r\n a: `x\r\ny` }")));
  test("a backslash before a template's dollar is read right", () => expectEdit(bucket("{ a: `\\\\\\${x}` }"), asks(["a"], "\\${x}", "\\${y}"), bucket("{ a: `\\\\\\${y}` }")));
  test("an old-style octal escape is refused", () => expectRefusal(bucket(String.raw`{ a: "\101" }`), asks(["a"], "A", "B"), "computed"));
  test("a tagged template is refused", () => expectRefusal(bucket("{ a: dedent`x` }"), asks(["a"], "x", "y"), "computed"));
  test("the empty string can be left and reached", async () => {
    await expectEdit(bucket('{ a: "" }'), asks(["a"], "", "x"), bucket('{ a: "x" }'));
    await expectEdit(bucket('{ a: "x" }'), asks(["a"], "x", ""), bucket('{ a: "" }'));
  });
});

describe("numbers and booleans", () => {
  test("a file mode stays octal, a mask hexadecimal", async () => {
    await expectEdit(bucket("{ a: 0o644 }"), asks(["a"], 0o644, 0o600), bucket("{ a: 0o600 }"));
    await expectEdit(bucket("{ a: 0xFF }"), asks(["a"], 255, 171), bucket("{ a: 0xAB }"));
  });
  test("signs, separators and exponents are read", async () => {
    await expectEdit(bucket("{ a: -5 }"), asks(["a"], -5, 7), bucket("{ a: 7 }"));
    await expectEdit(bucket("{ a: 1_000 }"), asks(["a"], 1000, -2000), bucket("{ a: -2000 }"));
    await expectEdit(bucket("{ a: 1e3 }"), asks(["a"], 1000, 0.5), bucket("{ a: 0.5 }"));
  });
  test("a big integer and a legacy octal are refused", async () => {
    await expectRefusal(bucket("{ a: 10n }"), asks(["a"], 10, 11), "computed");
    await expectRefusal(bucket("{ a: 010 }"), asks(["a"], 8, 9), "computed");
  });
  test("a boolean behind a type assertion", () => expectEdit(bucket("{ a: (true as const) }"), asks(["a"], true, false), bucket("{ a: (false as const) }")));
  test("a negated boolean is refused", () => expectRefusal(bucket("{ a: !true }"), asks(["a"], false, true), "computed"));
});

describe("objects and lists", () => {
  test("an explicit key after a spread", () => expectEdit(bucket('{ t: { ...base, "k": "x" } }'), asks(["t", "k"], "x", "y"), bucket('{ t: { ...base, "k": "y" } }')));
  test("a spread after the key is refused", () => expectRefusal(bucket('{ t: { k: "x", ...base } }'), asks(["t", "k"], "x", "y"), "spread"));
  test("a computed key beside it is refused", () => expectRefusal(bucket('{ t: { k: "x", [name]: "z" } }'), asks(["t", "k"], "x", "y"), "computed-key"));
  test("a key set twice is refused", () => expectRefusal(bucket('{ k: "x", "k": "x" }'), asks(["k"], "x", "y"), "ambiguous"));
  test("a getter is refused", () => expectRefusal(bucket('{ get k() { return "x"; } }'), asks(["k"], "x", "y"), "computed"));
  test("what __proto__ brings is refused", () => expectRefusal(bucket('{ __proto__: { k: "x" }, k: "x" }'), asks(["k"], "x", "y"), "computed-key"));
  test("a key with dots and an escaped key", () => expectEdit(bucket(String.raw`{ t: { "app.io\/name": "x" } }`), asks(["t", "app.io/name"], "x", "y"), bucket(String.raw`{ t: { "app.io\/name": "y" } }`)));
  test("a numeric key", () => expectEdit(bucket('{ t: { 80: "x" } }'), asks(["t", "80"], "x", "y"), bucket('{ t: { 80: "y" } }')));
  test("comments between elements do not count", () => expectEdit(bucket('{ l: [/* 0 */ "a", // one\n "b"] }'), asks(["l", 1], "b", "c"), bucket('{ l: [/* 0 */ "a", // one\n "c"] }')));
  test("a list with a hole is refused", () => expectRefusal(bucket('{ l: [, "a", "b"] }'), asks(["l", 1], "a", "c"), "shape"));
  test("a list with a spread is refused", () => expectRefusal(bucket('{ l: [...more, "b"] }'), asks(["l", 0], "b", "c"), "spread"));
  test("spread arguments are refused", () => expectRefusal('new Bucket("b", ...args);', asks(["a"], "x", "y"), "computed"));
  test("a list where the path wants an object is refused", () => expectRefusal(bucket('{ l: ["a"] }'), asks(["l", "k"], "a", "b"), "shape"));
});

describe("constants", () => {
  test("an object used once", () => expectEdit(bucket("{ tags }", 'const tags = { k: "x" };\n'), asks(["tags", "k"], "x", "y"), bucket("{ tags }", 'const tags = { k: "y" };\n')));
  test("the arguments as a whole", () => expectEdit(bucket("args", 'const args = { k: "x" };\n'), asks(["k"], "x", "y"), bucket("args", 'const args = { k: "y" };\n')));
  test("a longer one above the constructor moves it down", () => expectEdit(bucket("{ a: text }", "const text = `x`;\n"), asks(["a"], "x", "x\ny\nz"), bucket("{ a: text }", "const text = `x\ny\nz`;\n")));
  const inlined = (before: string, after = "{ a: \"y\" }", use = "{ a: one }") => expectText(bucket(use, before), asks(["a"], "x", "y"), bucket(after, before));
  test("a second name for a constant that others use gives way at its use", () => inlined('const owner = "x";\nconst one = owner;\nexport const two = [one, one];\n'));
  test("a wrapped constant that others use gives way at its use", () => inlined('const one = ("x" as string);\nconsole.log(one);\n'));
  test("one that is exported gives way at its use", () => inlined('export const one = "x";\n'));
  test("one that is exported by name gives way at its use", () => inlined('const one = "x";\nexport { one };\n'));
  test("a shorthand that others use gets its key", () => inlined('const a = "x";\nconsole.log(a);\n', '{ a: "y" }', "{ a }"));
  test("a constant of the same name in another scope is another one", () => expectEdit(bucket("{ a: one }", 'const one = "x";\nfunction f() { const one = 1; return one; }\n'), asks(["a"], "x", "y"), bucket("{ a: one }", 'const one = "y";\nfunction f() { const one = 1; return one; }\n')));
  test("a parameter of the same name hides the constant", () => expectRefusal(`const one = "x";\nconst f = (one: string) => { ${bucket("{ a: one }")} };\nf("x");\n`, asks(["a"], "x", "y"), "parameter"));
  test("an object that is changed later is refused", () => expectRefusal(bucket("{ tags }", 'const tags = { k: "x" };\ntags.k = "x";\n'), asks(["tags", "k"], "x", "y"), "shared"));
  test("let is refused", () => expectRefusal(bucket("{ a: one }", 'let one = "x";\n'), asks(["a"], "x", "y"), "reassigned"));
  test("an import is refused", () => expectRefusal(bucket("{ a: one }", 'import { one } from "./one";\n'), asks(["a"], "x", "y"), "imported"));
  test("a name from nowhere is refused", () => expectRefusal(bucket("{ a: one }"), asks(["a"], "x", "y"), "unknown"));
  test("a constant of another block is refused", () => expectRefusal(bucket("{ a: one }", '{ const one = "x"; }\n'), asks(["a"], "x", "y"), "unknown"));
  test("a loop variable is refused", () => expectRefusal(`for (const one of ["x"]) ${bucket("{ a: one }")}`, asks(["a"], "x", "y"), "loop"));
  test("a destructured constant is refused", () => expectRefusal(bucket("{ a: one }", 'const { one } = { one: "x" };\n'), asks(["a"], "x", "y"), "unknown"));
  test("undefined is refused", () => expectRefusal(bucket("{ a: undefined }"), asks(["a"], "x", "y"), "null"));
});

describe("places", () => {
  const two = 'new Bucket("a", { k: "x" }); new Bucket("b", { k: "x" });\n';
  test("the column chooses among constructors on one line", () => expectEdit(two, asks(["k"], "x", "y"), 'new Bucket("a", { k: "x" }); new Bucket("b", { k: "y" });\n'));
  test("without a column the name chooses", async () => {
    const { edited } = await askEditor({ "index.ts": two }, { runtime: "nodejs", ...BUCKET, pos: { file: "index.ts", line: 1 }, ...asks(["k"], "x", "y") });
    expect(edited).toBe('new Bucket("a", { k: "x" }); new Bucket("b", { k: "y" });\n');
  });
  test("without a column and a name it is refused", async () => {
    const text = two.replaceAll(/"[ab]"/g, "name");
    const { refusal } = await askEditor({ "index.ts": text }, { runtime: "nodejs", ...BUCKET, pos: { file: "index.ts", line: 1 }, ...asks(["k"], "x", "y") });
    expect(refusal?.code).toBe("ambiguous");
  });
  test("columns count UTF-16 units, and lines end where JavaScript ends them", () =>
    expectEdit(`const s = "\u2028"; /* 😀 */ ${bucket('{ k: "x" }')}`, asks(["k"], "x", "y"), `const s = "\u2028"; /* 😀 */ ${bucket('{ k: "y" }')}`));
  test("a constructor of another class inside the same expression is not mistaken for it", () => expectRefusal('new Bucket("b", {}).x(new Table("b", { k: "x" }));', asks(["k"], "x", "y"), "absent"));
  test("a file that does not parse is refused", () => expectRefusal(bucket('{ k: "x" }', "const = ;\n"), asks(["k"], "x", "y"), "syntax"));
  test("a compiled file is refused", () => expectRefusal(`${bucket('{ k: "x" }')}//# sourceMappingURL=index.js.map\n`, asks(["k"], "x", "y"), "generated"));
  test.each(['Object.defineProperty(exports, "__esModule", { value: true });\n', "var x = __webpack_require__(1);\n"])("a file with %j is refused", before => expectRefusal(bucket('{ k: "x" }', before), asks(["k"], "x", "y"), "generated"));
  test.each(["index.ts", "src/index.ts", "bin/index.ts"])("JavaScript in a folder of what is compiled is refused beside %s", async source => {
    const text = bucket('{ k: "x" }');
    const { refusal } = await askEditor({ "bin/index.js": text, [source]: text }, { runtime: "nodejs", ...BUCKET, pos: { file: "bin/index.js", line: 1, column: 1 }, ...asks(["k"], "x", "y") });
    expect(refusal?.code).toBe("generated");
  });
  test("a generated file is refused", () => expectRefusal(bucket('{ k: "x" }', "// Code generated by a tool. DO NOT EDIT.\n"), asks(["k"], "x", "y"), "generated"));
  test("JavaScript beside its TypeScript is refused", async () => {
    const text = bucket('{ k: "x" }');
    const { refusal } = await askEditor({ "index.js": text, "index.ts": text }, { runtime: "nodejs", ...BUCKET, pos: { file: "index.js", line: 1, column: 1 }, ...asks(["k"], "x", "y") });
    expect(refusal?.code).toBe("generated");
  });
  test("JavaScript and JSX by themselves are edited", async () => {
    for (const file of ["index.js", "index.mjs", "index.cjs", "index.jsx", "index.tsx", "index.mts"]) {
      const { edited } = await askEditor({ [file]: bucket('{ k: "x" }') }, { runtime: "nodejs", ...BUCKET, pos: { file, line: 1, column: 1 }, ...asks(["k"], "x", "y") });
      expect(edited).toBe(bucket('{ k: "y" }'));
    }
  });
});

describe("bytes", () => {
  const asked = { runtime: "nodejs", ...BUCKET, pos: { file: "index.ts", line: 2, column: 1 }, ...asks(["k"], "x", "y") };
  test("a byte order mark stays", async () => {
    const text = `\ufeff\n${bucket('{ k: "x" }')}`;
    const { edited } = await askEditor({ "index.ts": text }, asked);
    expect(edited).toBe(`\ufeff\n${bucket('{ k: "y" }')}`);
  });
  test("a file that is not UTF-8 is refused", async () => {
    const bytes = Buffer.from(`// caf\xe9\n${bucket('{ k: "x" }')}`, "latin1");
    expect(await edit(asked, () => bytes)).toMatchObject({ refusal: { code: "encoding", at: "index.ts" } });
  });
  test("a missing file is refused", async () => expect(await edit(asked, () => undefined)).toMatchObject({ refusal: { code: "no-file" } }));
});

describe("credentials", () => {
  const canary = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY";
  test.each([
    [["password"], "hunter2", "hunter3"],
    [["environment", "API_TOKEN"], "a", "b"],
    [["userData"], "echo hi", "export PASSWORD=hunter2000"],
    [["description"], "x", canary],
    [["description"], canary, "x"],
    [["tags", "note"], "x", "AKIAIOSFODNN7EXAMPLE"],
    [["url"], "postgres://db/app", "postgres://app:hunter2@db/app"],
    [["description"], "[secret]", "x"],
  ])("%j is refused, and the refusal says neither value", async (path, from, to) => {
    const text = bucket(JSON.stringify({ [path[0]!]: from }));
    const { refusal } = await askEditor({ "index.ts": text }, { ...request(text), ...asks(path, from, to) });
    expect(refusal?.code).toBe("secret");
    for (const value of [from, to].filter(one => one.length > 6)) expect(JSON.stringify(refusal)).not.toContain(value);
  });
  test.each(["arn:aws:iam::123456789012:role/WebServerProduction01", "ami-0a1b2c3d4e5f67890", "nginx@sha256:1111111111111111111111111111111111111111111111111111111111111111", "WebServerProduction2024Team", "10.0.0.0/16"])("%s is no credential", async value => {
    await expectEdit(bucket('{ note: "x" }'), asks(["note"], "x", value), bucket(`{ note: ${JSON.stringify(value)} }`));
  });
  test("what the source says in place of the program's value is never told", async () => {
    const text = bucket(`{ note: "${canary}" }`);
    const { refusal } = await askEditor({ "index.ts": text }, { ...request(text), ...asks(["note"], "x", "y") });
    expect(refusal?.code).toBe("stale");
    expect(JSON.stringify(refusal)).not.toContain(canary);
  });
});
