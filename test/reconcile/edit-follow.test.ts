import { describe, expect, test } from "vitest";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { RefusalCode } from "../../reconcile/refusal.ts";
import { askEditorForAll, positionIn } from "./ask-editor.ts";

const STACK = { "Pulumi.yaml": "name: web\nruntime: nodejs\n", "Pulumi.dev.yaml": "config:\n  web:size: small\n  web:shared: one\n  web:site:\n    owner: docs\n    days: 30\n" };

interface Question {
  files: Record<string, string>;
  at?: string;
  frames?: string[];
  path?: EditRequest["path"];
  from?: EditRequest["oldValue"];
  to?: EditRequest["newValue"];
  also?: Partial<EditRequest>;
}

/** What becomes of the files, as `file: new text`; or the code of the refusal. The bucket's `a` is "x" and is to be "y". */
async function answer(question: Question): Promise<Record<string, string> | RefusalCode> {
  const { files, at, frames, path, from, to, also } = { path: ["a"], from: "x", to: "y", ...question };
  const place = (told: string) => positionIn(files, told.split("|")[0]!, told.split("|")[1]!);
  const request = { runtime: "nodejs", project: "web", stack: "dev", type: "aws:s3/bucket:Bucket", name: "b", path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }), ...(at && { pos: place(at) }), ...(frames && { frames: frames.map(place) }), ...also };
  const { texts, refusal } = await askEditorForAll({ ...STACK, ...files }, request);
  return refusal ? (refusal.code as RefusalCode) : texts!;
}

describe("an argument", () => {
  const helper = (body: string, head = "name: string, owner: string") => `export function make(${head}) {\n  ${body}\n}\n`;
  const inMake = 'new Bucket(name, { a: owner });';
  const ask = (lib: string, index: string, frames = ["index.ts|make("]) => answer({ files: { "lib.ts": lib, "index.ts": index }, at: "lib.ts|new Bucket", frames });

  test("of a helper is changed where it is called", async () => {
    expect(await ask(helper(inMake), 'make("b", "x");\n')).toEqual({ "index.ts": 'make("b", "y");\n' });
  });
  test("is followed on to a constant of the caller, and through several calls", async () => {
    expect(await ask(helper(inMake), 'const o = "x";\nmake("b", o);\n')).toEqual({ "index.ts": 'const o = "y";\nmake("b", o);\n' });
    const index = 'function outer(who: string) {\n  make("b", who);\n}\nouter("x");\n';
    expect(await ask(helper(inMake), index, ["index.ts|make(", 'index.ts|outer("x")'])).toEqual({ "index.ts": index.replace('"x"', '"y"') });
  });
  test("is refused where other code of the helper reads it too", async () => {
    expect(await ask(helper(`${inMake} new Bucket(name + 2, { a: owner });`), 'make("b", "x");\n')).toBe("shared");
    expect(await ask(helper(`owner = owner.trim(); ${inMake}`), 'make("b", "x");\n')).toBe("reassigned");
  });
  test("is refused where the place that called is another function's", async () => {
    expect(await ask(helper(inMake), 'other("b", "x");\n', ["index.ts|other("])).toBe("parameter");
    expect(await ask(helper(inMake), 'make(...all, "x");\n')).toBe("parameter");
    expect(await ask(helper(inMake, 'name: string, owner = "x"'), 'make("b");\n')).toBe("parameter");
  });
  test("that is taken apart is followed by its keys", async () => {
    const head = "name: string, { owner, tags: { team: t } }: Args";
    expect(await ask(helper("new Bucket(name, { a: owner, t });", head), 'make("b", { owner: "x", tags: { team: "z" } });\n')).toEqual({ "index.ts": 'make("b", { owner: "y", tags: { team: "z" } });\n' });
    const question = { files: { "lib.ts": helper("new Bucket(name, { a: owner, t });", head), "index.ts": 'make("b", { owner: "x", tags: { team: "z" } });\n' }, at: "lib.ts|new Bucket", frames: ["index.ts|make("] };
    expect(await answer({ ...question, path: ["t"], from: "z" })).toEqual({ "index.ts": 'make("b", { owner: "x", tags: { team: "y" } });\n' });
    expect(await ask(helper(inMake, 'name: string, { owner = "x" }: Args'), 'make("b", { owner: "x" });\n')).toBe("parameter");
  });
  test("of a class's constructor, a method and an arrow function", async () => {
    const site = 'export class Site extends ComponentResource {\n  constructor(name: string, args: Args) {\n    super("x:Site", name);\n    new Bucket(name, { a: args.owner, t: args.tags });\n  }\n}\n';
    const index = 'new Site("b", { owner: "x", tags: { k: "1" } });\n';
    const question = { files: { "lib.ts": site, "index.ts": index }, at: "lib.ts|new Bucket", frames: ["index.ts|new Site"] };
    expect(await answer(question)).toEqual({ "index.ts": index.replace('"x"', '"y"') });
    expect(await answer({ ...question, path: ["t", "l"], from: undefined, to: "2" })).toEqual({ "index.ts": index.replace('k: "1"', 'k: "1", l: "2"') });
    expect(await answer({ ...question, files: { "lib.ts": site.replace('super("x:Site", name)', 'super("x:Site", name, args)'), "index.ts": index } })).toBe("shared");
    expect(await answer({ ...question, files: { "lib.ts": site, "index.ts": 'const base = { owner: "x" };\nnew Site("b", { ...base, tags: {} });\n' } })).toBe("reference");
    expect(await ask('class Maker {\n  make(name: string, owner: string) {\n    new Bucket(name, { a: owner });\n  }\n}\n', 'maker.make("b", "x");\n', ["index.ts|make("])).toEqual({ "index.ts": 'maker.make("b", "y");\n' });
    expect(await ask("export const make = (name: string, owner: string) => new Bucket(name, { a: owner });\n", 'make("b", "x");\n')).toEqual({ "index.ts": 'make("b", "y");\n' });
  });
  test("that becomes a member of the object is refused", () => expect(ask(helper("new Bucket(name, { a: this.owner });", "name: string, private owner: string"), 'make("b", "x");\n')).resolves.toBe("reference"));
});

describe("a constant of another file", () => {
  const index = (use: string, module = "./settings") => `import { one } from "${module}";\n${use}\n`;
  const made = 'new Bucket("b", { a: one });';
  const ask = (settings: string, text: string, others: Record<string, string> = {}) => answer({ files: { "settings.ts": settings, "index.ts": text, ...others }, at: "index.ts|new Bucket" });

  test("is changed there where the whole program reads it once", async () => {
    expect(await ask('export const one = "x";\n', index(made))).toEqual({ "settings.ts": 'export const one = "y";\n' });
    expect(await ask('const two = "x";\nexport { two as one };\n', index(made, "./settings.js"))).toEqual({ "settings.ts": 'const two = "y";\nexport { two as one };\n' });
    expect(await ask('export const one = { k: "x", l: "z" };\n', index('new Bucket("b", { a: one.k, c: one.l });'))).toEqual({ "settings.ts": 'export const one = { k: "y", l: "z" };\n' });
  });
  test("is left where something else may read it, and the value written at the use", async () => {
    const there = { "index.ts": index('new Bucket("b", { a: "y" });') };
    expect(await ask('export const one = "x";\nnew Bucket("c", { a: one });\n', index(made))).toEqual(there);
    expect(await ask('export const one = "x";\n', index(`import "./other";\n${made}`), { "other.ts": 'import { one } from "./settings";\nconsole.log(one);\n' })).toEqual({ "index.ts": index('import "./other";\nnew Bucket("b", { a: "y" });') });
    expect(await ask('export const one = "x";\n', index(`import { z } from "@app/z";\n${made}`))).toEqual({ "index.ts": index('import { z } from "@app/z";\nnew Bucket("b", { a: "y" });') });
    expect(await ask('export const one = "x";\n', index(`require(name);\n${made}`))).toEqual({ "index.ts": index('require(name);\nnew Bucket("b", { a: "y" });') });
  });
  test("is refused where it is none, or what it holds is shared", async () => {
    expect(await ask("export let one = 'x';\n", index(made))).toBe("imported");
    expect(await ask('export * from "./more";\n', index(made))).toBe("imported");
    expect(await ask('export const one = "z";\n', index(made))).toBe("stale");
    expect(await answer({ files: { "settings.ts": 'export const one = { k: "x" };\nconsole.log(one);\n', "index.ts": index('new Bucket("b", { a: one });') }, at: "index.ts|new Bucket", path: ["a", "k"] })).toBe("shared");
    expect(await ask('export const one = "x";\n', `import * as all from "./settings";\nnew Bucket("b", { a: all.one });\n`)).toBe("imported");
  });
});

describe("a member of a constant", () => {
  const ask = (before: string, use: string, also: Partial<Question> = {}) => answer({ files: { "index.ts": `${before}\n${use}\n` }, at: "index.ts|new Bucket", ...also });
  test("is changed in the constant where nothing else reads it", async () => {
    expect(await ask('const s = { o: "x", p: "z" };\nconsole.log(s.p);', 'new Bucket("b", { a: s.o });')).toEqual({ "index.ts": 'const s = { o: "y", p: "z" };\nconsole.log(s.p);\nnew Bucket("b", { a: s.o });\n' });
  });
  test.each(["console.log(s.o);", "console.log(s);", "f({ s });", "console.log(s[key]);", "export { s };"])("is written at the use beside %s", async other => {
    expect(await ask(`const s = { o: "x" };\n${other}`, 'new Bucket("b", { a: s.o });')).toEqual({ "index.ts": `const s = { o: "x" };\n${other}\nnew Bucket("b", { a: "y" });\n` });
  });
  test("that a spread may set is refused", () => expect(ask("const s = { o: 'x', ...more };", 'new Bucket("b", { a: s.o });')).resolves.toBe("reference"));
});

describe("the stack's configuration", () => {
  const ask = (text: string, also: Partial<Question> = {}) => answer({ files: { "index.ts": `const config = new pulumi.Config();\n${text}\n` }, at: "index.ts|new Bucket", from: "small", to: "large", ...also });
  const large = { "Pulumi.dev.yaml": STACK["Pulumi.dev.yaml"].replace("small", "large") };

  test("is changed where the program reads it, directly or through a constant", async () => {
    expect(await ask('new Bucket("b", { a: config.require("size") });')).toEqual(large);
    expect(await ask('const size = config.get("size") ?? "tiny";\nnew Bucket("b", { a: size });')).toEqual(large);
    expect(await ask('new Bucket("b", { a: new pulumi.Config("web").require("size")! });')).toEqual(large);
  });
  test("is changed inside a structured value", async () => {
    expect(await ask('const site = config.requireObject<Site>("site");\nnew Bucket("b", { a: site.owner, days: site.days });', { from: "docs", to: "ops" })).toEqual({ "Pulumi.dev.yaml": STACK["Pulumi.dev.yaml"].replace("owner: docs", "owner: ops") });
  });
  test("is left where something else reads the key too", async () => {
    expect(await ask('const size = config.require("size");\nnew Bucket("b", { a: size });\nnew Bucket("c", { a: size });')).toBe("shared");
    expect(await ask('new Bucket("b", { a: config.require("size") });\nnew Bucket("c", { a: config.require("size") });')).toBe("shared");
  });
  test("is refused where it is a secret or cannot be told", async () => {
    expect(await ask('new Bucket("b", { a: config.requireSecret("size") });')).toBe("secret");
    expect(await ask('new Bucket("b", { a: config.getSecret("size") ?? "tiny" });')).toBe("secret");
    expect(await ask('new Bucket("b", { a: config.require(key) });')).toBe("config");
    expect(await ask('new Bucket("b", { a: config.require("size") });', { also: { stack: "prod" } })).toBe("config");
    expect(await ask('new Bucket("b", { a: other.require("size") });')).toBe("computed");
  });
});

describe("a resource without a position", () => {
  const made = 'export const b = new Bucket("b", { a: "x" });\n';
  const there = { a: "y" };
  const edited = made.replace('"x"', `"${there.a}"`);
  const ask = (files: Record<string, string>, also?: Partial<EditRequest>) => answer({ files, ...(also && { also }) });

  test("is found in the file where the program begins, and in what that imports", async () => {
    expect(await ask({ "index.js": made })).toEqual({ "index.js": edited });
    expect(await ask({ "package.json": '{ "main": "src/app.js", "type": "module" }', "src/app.ts": 'import { b } from "./parts/bucket.js";\nimport fs from "node:fs";\n', "src/parts/bucket.ts": made, "other.ts": made })).toEqual({ "src/parts/bucket.ts": edited });
    expect(await ask({ "Pulumi.yaml": "name: web\nruntime: nodejs\nmain: infra/\n", "infra/index.ts": 'export * from "./lib";\n', "infra/lib/index.mjs": made })).toEqual({ "infra/lib/index.mjs": edited });
  });
  test("is refused where its name stands twice or is made of others", async () => {
    expect(await ask({ "index.ts": made + made })).toBe("no-position");
    expect(await ask({ "index.ts": 'new Bucket(`${name}`, { a: "x" });\n' })).toBe("no-position");
    expect(await ask({ "index.ts": 'new Table("b", { a: "x" });\n' })).toBe("no-position");
  });
});

describe("the class of a resource", () => {
  test("may have another name in the file", async () => {
    const text = 'import { Bucket as Store } from "@pulumi/aws/s3";\nnew Store("b", { a: "x" });\n';
    expect(await answer({ files: { "index.ts": text }, at: "index.ts|new Store" })).toEqual({ "index.ts": text.replace('"x"', '"y"') });
  });
  test("may be extended, and the arguments come from where that is made", async () => {
    const own = "class Own extends aws.s3.Bucket {\n  constructor(name: string, owner: string) {\n    super(name, { a: owner });\n  }\n}\n";
    const files = { "own.ts": own, "index.ts": 'new Own("b", "x");\n' };
    expect(await answer({ files, at: "own.ts|super(", frames: ["index.ts|new Own"] })).toEqual({ "index.ts": 'new Own("b", "y");\n' });
    expect(await answer({ files: { ...files, "own.ts": own.replace("aws.s3.Bucket", "aws.s3.Table") }, at: "own.ts|super(", frames: ["index.ts|new Own"] })).toBe("not-a-constructor");
  });
});
