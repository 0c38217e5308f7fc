import { execFile } from "node:child_process";
import type { BareRepository } from "./bare-repository.ts";

/** A commit as a forge's API makes it: on `from`, and all of `branch` afterwards. What was a script stays one. Returns it. */
export async function commitBytes(bare: BareRepository, { branch, from, message, files }: { branch: string; from: string; message: string; files: ReadonlyMap<string, Buffer> }): Promise<string> {
  const dir = await bare.git("rev-parse", "--absolute-git-dir");
  const now = `The Forge <forge@example.com> ${Math.floor(Date.now() / 1000)} +0000`;
  const parts: (string | Buffer)[] = [`commit refs/heads/${branch}\nauthor ${now}\ncommitter ${now}\ndata ${Buffer.byteLength(message)}\n${message}\nfrom ${from}\n`];
  for (const [path, bytes] of files) {
    const mode = (await bare.git("ls-tree", from, "--", path)).startsWith("100755") ? "100755" : "100644";
    // https://git-scm.com/docs/git-fast-import#_filemodify
    parts.push(`M ${mode} inline "${path.replace(/["\\]/g, "\\$&")}"\ndata ${bytes.length}\n`, bytes, "\n");
  }
  await new Promise<void>((resolve, reject) => {
    const importing = execFile("git", ["-C", dir, "fast-import", "--quiet", "--force"], error => (error ? reject(error) : resolve()));
    importing.stdin!.end(Buffer.concat(parts.map(part => Buffer.from(part))));
  });
  return (await bare.tip(branch))!;
}
