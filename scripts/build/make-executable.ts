import { chmod, readFile, writeFile } from "node:fs/promises";

const SHEBANG = "#!/usr/bin/env node\n";

/** Makes a compiled file a command. */
export async function makeExecutable(file: string): Promise<void> {
  const code = await readFile(file, "utf8");
  if (!code.startsWith("#!")) await writeFile(file, SHEBANG + code);
  await chmod(file, 0o755);
}
