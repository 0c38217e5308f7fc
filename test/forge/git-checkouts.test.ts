import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect } from "vitest";
import type { Checkout } from "../../model/ports/checkout.ts";
import { gitFor } from "../../providers/git/git.ts";
import { gitCheckouts } from "../../providers/git/git-checkouts.ts";
import { publishBranch } from "../../providers/git/publish-branch.ts";
import { testInFolder } from "../scratch-folder.ts";
import { startForge, type RunningForge } from "./start-forge.ts";

const AUTHOR = { name: "Trueup", email: "trueup@example.com" };
const PROGRAM = 'new Bucket("b", { a: "é" });\r\n';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A forge whose `main` holds a program, and a function that checks it out below the test's folder. */
const testOnForge = testInFolder
  .extend("forge", async ({ dir }, { onCleanup }) => {
    const seedDir = join(dir, "seed");
    await mkdir(join(seedDir, "app"), { recursive: true });
    await writeFile(join(seedDir, "app", "index.ts"), PROGRAM);
    await writeFile(join(seedDir, "app", "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    await writeFile(join(seedDir, ".gitignore"), "bin/\n");
    await symlink("/etc/hostname", join(seedDir, "app", "link.ts"));
    const forge = await startForge({ seedDir });
    onCleanup(() => forge.stop());
    return forge;
  })
  .extend("open", ({ dir, forge }) => (over: Partial<Asked> = {}) => open(dir, forge, over));

interface Asked {
  token: string;
  branch: string;
  env: NodeJS.ProcessEnv;
  cloneUrl: string;
  prepareMs: number;
}

function open(dir: string, forge: RunningForge, { token = forge.token, branch = "main", env = process.env, cloneUrl = forge.cloneUrl, prepareMs = 20_000 }: Partial<Asked>): Promise<Checkout> {
  return gitCheckouts({ scratchDir: join(dir, "scratch"), env, author: AUTHOR, gitMs: 20_000, prepareMs })({ cloneUrl, branch, credentials: { username: "x-access-token", password: token } });
}

testOnForge("git is let in by what the forge last gave, also in a checkout that is older", async ({ dir, forge }) => {
  const given = { token: forge.token };
  const credentials = {
    username: "x-access-token",
    get password() {
      return given.token;
    },
  };
  const checkout = await gitCheckouts({ scratchDir: join(dir, "scratch"), env: process.env, author: AUTHOR, gitMs: 20_000, prepareMs: 20_000 })({ cloneUrl: forge.cloneUrl, branch: "main", credentials });
  await checkout.writeFile("app/index.ts", bytes("changed"));
  given.token = "it-has-ended";
  await expect(checkout.push("drift/renewed", "A change")).rejects.toMatchObject({ code: "GIT_FAILED", message: expect.not.stringContaining("it-has-ended") as string });
  given.token = forge.token;
  expect(await checkout.push("drift/renewed", "A change")).toBe(await forge.bare.tip("drift/renewed"));
});

describe("reading", () => {
  testOnForge("a checkout has the bytes of the branch, and its commit", async ({ open, forge }) => {
    const checkout = await open();
    expect(await checkout.readFile("app/index.ts")).toEqual(Buffer.from(PROGRAM));
    expect(checkout.baseCommit).toBe(await forge.bare.tip("main"));
  });

  testOnForge("what the engine writes over a file while it runs the program is not read, nor committed", async ({ open, forge }) => {
    const checkout = await open();
    await writeFile(join(checkout.dir, "app", "Pulumi.yaml"), "encryptionsalt: v1:abc\n");
    expect(await checkout.readFile("app/Pulumi.yaml")).toEqual(Buffer.from("name: app\nruntime: nodejs\n"));
    await writeFile(join(checkout.dir, "app", "generated.ts"), "made");
    expect(await checkout.readFile("app/generated.ts")).toEqual(Buffer.from("made"));
    await checkout.writeFile("app/Pulumi.yaml", bytes("name: app\nruntime: python\n"));
    expect(await checkout.readFile("app/Pulumi.yaml")).toEqual(Buffer.from("name: app\nruntime: python\n"));
    await checkout.push("drift/tracked", "A change");
    expect(await forge.bare.show("drift/tracked", "app/Pulumi.yaml")).toBe("name: app\nruntime: python\n");
  });

  testOnForge("links, folders and paths that lead elsewhere are not files", async ({ open }) => {
    const checkout = await open();
    for (const path of ["app/link.ts", "../../etc/hostname", "app", "none.ts", ".git/config", "app/index.ts/x"]) expect(await checkout.readFile(path), path).toBeUndefined();
    await expect(checkout.writeFile("app/link.ts", bytes("x"))).rejects.toThrow("app/link.ts");
  });

  testOnForge("the user's own git settings change no byte", async ({ open, dir }) => {
    await writeFile(join(dir, ".gitconfig"), "[core]\n\tautocrlf = input\n[commit]\n\tgpgsign = true\n[user]\n\tname = Somebody\n\temail = somebody@example.com\n");
    const checkout = await open({ env: { ...process.env, HOME: dir } });
    await checkout.writeFile("app/index.ts", bytes(PROGRAM.replace("é", "è")));
    await checkout.push("drift/x", "A change");
    expect(await checkout.readFile("app/index.ts")).toEqual(Buffer.from(PROGRAM.replace("é", "è")));
  });

  testOnForge("nothing of it is left when it is disposed of", async ({ open, dir }) => {
    const checkout = await open();
    await checkout.dispose();
    expect(await readdir(join(dir, "scratch"))).toEqual([]);
  });
});

describe("pushing", () => {
  testOnForge("one commit of the written files alone goes on top of base", async ({ open, forge }) => {
    const checkout = await open();
    await writeFile(join(checkout.dir, "app", "Pulumi.dev.yaml"), "encryptionsalt: v1\n");
    await writeFile(join(checkout.dir, "app", "Pulumi.yaml"), "changed by a preview\n");
    await checkout.writeFile("app/index.ts", bytes(PROGRAM.replace("é", "è")));
    expect(await checkout.diff()).toContain('+new Bucket("b", { a: "è" });');
    const commit = await checkout.push("drift/dev/b-1234", "Adopt drift\n\nBecause.");
    expect(await forge.bare.git("diff", "--name-only", "main", "drift/dev/b-1234")).toBe("app/index.ts");
    expect(await forge.bare.git("log", "--format=%H %an <%ae> %cn %s", "main..drift/dev/b-1234")).toBe(`${commit} Trueup <trueup@example.com> Trueup Adopt drift`);
    expect(await forge.bare.show("drift/dev/b-1234", "app/index.ts")).toBe(PROGRAM.replace("é", "è"));
  });

  testOnForge("a second push replaces what we pushed before", async ({ open, forge }) => {
    const checkout = await open();
    for (const value of ["x", "y"]) {
      await checkout.writeFile("app/index.ts", bytes(value));
      await checkout.push("drift/x", value);
      await checkout.reset();
    }
    expect(await forge.bare.git("log", "--format=%s", "main..drift/x")).toBe("y");
    expect(await checkout.readFile("app/index.ts")).toEqual(Buffer.from(PROGRAM));
    expect(await checkout.diff()).toBe("");
  });

  testOnForge("a branch that ends in someone else's commit is left alone", async ({ open, forge }) => {
    const checkout = await open();
    await checkout.writeFile("app/index.ts", bytes("x"));
    await checkout.push("drift/x", "Ours");
    const theirs = await forge.bare.commit({ branch: "drift/x", files: { "app/index.ts": "theirs" } });
    await expect(checkout.push("drift/x", "Ours again")).rejects.toMatchObject({ code: "BRANCH_FOREIGN", message: expect.stringContaining("person@example.com") as string });
    expect(await forge.bare.tip("drift/x")).toBe(theirs);
  });

  testOnForge("what is pushed while we push is not overwritten", async ({ open, forge }) => {
    const checkout = await open();
    await checkout.writeFile("app/index.ts", bytes("x"));
    const git = gitFor({ cloneUrl: forge.cloneUrl, branch: "main", credentials: { username: "x", password: forge.token } }, { env: process.env, deadlineMs: 20_000 });
    const raced = async (args: readonly string[], cwd: string): Promise<string> => {
      if (args[0] === "push") await forge.bare.commit({ branch: "drift/x", files: { "app/index.ts": "theirs" } });
      return git(args, cwd);
    };
    const publication = publishBranch({ git: raced, dir: checkout.dir, baseCommit: checkout.baseCommit, author: AUTHOR }, "drift/x", "Ours");
    await expect(publication).rejects.toMatchObject({ code: "BRANCH_MOVED", hint: expect.stringContaining("run it again") as string });
    expect(await forge.bare.show("drift/x", "app/index.ts")).toBe("theirs");
  });

  testOnForge("a file that git ignores has no difference", async ({ open }) => {
    const checkout = await open();
    await mkdir(join(checkout.dir, "app", "bin"));
    await writeFile(join(checkout.dir, "app", "bin", "index.js"), "old");
    await checkout.writeFile("app/bin/index.js", bytes("new"));
    expect(await checkout.diff()).toBe("");
  });
});

describe("new files", () => {
  testOnForge("they are made with their folders, shown, pushed and taken back", async ({ open, forge }) => {
    const checkout = await open();
    await checkout.writeFile(".trueup/orders/a b.yaml", bytes("stack: web/dev\n"));
    expect(await checkout.diff()).toContain("+stack: web/dev");
    await checkout.push("drift/x", "An order\n\nTrueup-Stack: web/dev\nTrueup-Key: k");
    expect(await forge.bare.show("drift/x", ".trueup/orders/a b.yaml")).toBe("stack: web/dev\n");
    expect(await checkout.tipOf("drift/x")).toMatchObject({ isOurs: true, stack: "web/dev", by: AUTHOR.email });
    expect(await checkout.tips("drift/")).toEqual(new Map([["drift/x", await forge.bare.tip("drift/x")]]));
    await checkout.reset();
    expect(existsSync(join(checkout.dir, ".trueup"))).toBe(false);
    expect(await checkout.diff()).toBe("");
  });

  testOnForge("links, submodules and paths out of the repository get none", async ({ open, forge, dir }) => {
    await forge.bare.git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit-tree", "main^{tree}", "-m", "x");
    const tree = await forge.bare.git("ls-tree", "main");
    await writeFile(join(dir, "tree"), `${tree}\n160000 commit ${await forge.bare.tip("main")}\tvendored\n`);
    const made = execFileSync("git", ["-C", await forge.bare.git("rev-parse", "--absolute-git-dir"), "mktree", "--missing"], { input: readFileSync(join(dir, "tree")) }).toString().trim();
    await forge.bare.git("update-ref", "refs/heads/main", await forge.bare.git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit-tree", made, "-p", "main", "-m", "x"));
    const checkout = await open();
    await symlink(dir, join(checkout.dir, "elsewhere"));
    for (const path of ["vendored/new.yaml", "elsewhere/new.yaml", "app/link.ts", "../new.yaml", ".git/hooks/pre-push", "app/index.ts/new.yaml"]) {
      await expect(checkout.writeFile(path, bytes("x")), path).rejects.toMatchObject({ code: "GIT_FAILED" });
    }
    expect(existsSync(join(dir, "new.yaml"))).toBe(false);
  });
});

describe("what killed runs leave behind", () => {
  testOnForge("folders of processes that are gone are removed, those of others are not", async ({ open, dir }) => {
    const gone = spawnSync("true").pid;
    const names = [`checkout-${hostname()}-${gone}-abcdef`, `checkout-${hostname()}-${process.ppid}-abcdef`, `checkout-elsewhere-${gone}-abcdef`, "kept"];
    for (const name of names) await mkdir(join(dir, "scratch", name), { recursive: true });
    const checkout = await open();
    expect((await readdir(join(dir, "scratch"))).filter(name => names.includes(name)).sort()).toEqual(names.slice(1).sort());
    const second = await open();
    expect(await second.readFile("app/index.ts")).toEqual(await checkout.readFile("app/index.ts"));
  });
});

describe("credentials", () => {
  testOnForge("they are in no file of the checkout and on no command line", async ({ open, dir, forge }) => {
    const log = join(dir, "commands");
    const git = (process.env["PATH"] ?? "").split(delimiter).map(folder => join(folder, "git")).find(file => existsSync(file))!;
    await mkdir(join(dir, "bin"));
    await writeFile(join(dir, "bin", "git"), `#!/bin/sh\necho "$@" >> '${log}'\nexec '${git}' "$@"\n`, { mode: 0o755 });
    const checkout = await open({ env: { ...process.env, PATH: [join(dir, "bin"), process.env["PATH"]].join(delimiter) } });
    await checkout.writeFile("app/index.ts", bytes("x"));
    await checkout.push("drift/x", "A change");
    expect(readFileSync(log, "utf8")).toMatch(/^clone .*\n(.*\n)*push /);
    for (const text of [readFileSync(log, "utf8"), readFileSync(join(checkout.dir, ".git", "config"), "utf8")]) {
      expect(text).not.toContain(forge.token);
      expect(text).not.toContain("Authorization");
    }
  });

  testOnForge("a refused token is not repeated", async ({ open }) => {
    const refusal = open({ token: "wrong-token-canary" });
    await expect(refusal).rejects.toMatchObject({ code: "GIT_FAILED", hint: expect.stringContaining("token") as string });
    await expect(refusal).rejects.not.toThrow(/wrong-token-canary|eC1hY2Nlc3MtdG9rZW46/);
  });

  testOnForge("the prepare command does not see them, nor any other variable of ours", async ({ open }) => {
    const checkout = await open({ env: { ...process.env, FORGE_TOKEN: "canary", AWS_SECRET_ACCESS_KEY: "canary", GIT_DIR: "/nowhere" } });
    await checkout.prepare("app", ["node", "-e", "require('fs').writeFileSync('env.json', JSON.stringify([process.cwd(), process.env]))"]);
    const [cwd, env] = JSON.parse(readFileSync(join(checkout.dir, "app", "env.json"), "utf8")) as [string, NodeJS.ProcessEnv];
    expect(cwd).toBe(join(checkout.dir, "app"));
    expect(env["PATH"]).toBe(process.env["PATH"]);
    expect(JSON.stringify(env)).not.toContain("canary");
    expect(JSON.stringify(env)).not.toMatch(/GIT_|Authorization/);
  });
});

describe("what goes wrong is told", () => {
  testOnForge("a branch that is not there", async ({ open }) => {
    await expect(open({ branch: "nowhere" })).rejects.toMatchObject({ code: "GIT_FAILED", message: expect.stringContaining("nowhere") as string });
  });

  testOnForge("a forge that does not answer, and no folder is left behind", async ({ open, dir }) => {
    await expect(open({ cloneUrl: "http://127.0.0.1:9/acme/infra.git" })).rejects.toMatchObject({ code: "GIT_FAILED" });
    expect(existsSync(join(dir, "scratch")) ? await readdir(join(dir, "scratch")) : []).toEqual([]);
  });

  testOnForge("a machine without git", async ({ open, dir }) => {
    await expect(open({ env: { PATH: dir } })).rejects.toMatchObject({ code: "GIT_FAILED", hint: expect.stringContaining("Install git") as string });
  });

  testOnForge("a prepare command that fails, hangs or is not there", async ({ open }) => {
    const checkout = await open({ prepareMs: 300 });
    await expect(checkout.prepare("app", ["node", "-e", "console.error('no such package'); process.exit(1)"])).rejects.toMatchObject({ code: "PREPARE_FAILED", message: expect.stringContaining("no such package") as string });
    await expect(checkout.prepare("app", ["sleep", "30"])).rejects.toMatchObject({ code: "PREPARE_FAILED", message: expect.stringContaining("did not finish") as string });
    await expect(checkout.prepare("app", ["no-such-tool"])).rejects.toMatchObject({ code: "PREPARE_FAILED", message: expect.stringContaining("could not be started") as string });
  });
});
