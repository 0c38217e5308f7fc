import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

/** A running `trueup serve`. */
export interface Serving {
  url: string;
  /** Everything it logged, one JSON document a line. */
  log(): string[];
  /** Tells it to stop, and resolves to its exit code. */
  stop(): Promise<number | null>;
}

const START_MS = 60_000;

/** Starts it and waits until it answers. Throws with its log where it does not. */
export async function startServing(command: string, args: readonly string[], place: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Serving> {
  const child = spawn(command, args, { ...place, stdio: ["ignore", "ignore", "pipe"] });
  const lines: string[] = [];
  const listening = new Promise<string>((resolve, reject) => {
    const fail = () => reject(new Error(`\`trueup serve\` does not answer:\n${lines.join("\n")}`));
    const timer = setTimeout(fail, START_MS);
    child.once("exit", fail);
    createInterface({ input: child.stderr }).on("line", line => {
      lines.push(line);
      const url = /"url":"([^"]+)"/.exec(line)?.[1];
      if (line.includes('"event":"listening"') && url) resolve(url);
    });
    void Promise.resolve(child).finally(() => timer.unref());
  });
  const stop = async (): Promise<number | null> => {
    if (child.exitCode !== null) return child.exitCode;
    const ended = once(child, "exit") as Promise<[number | null]>;
    child.kill("SIGTERM");
    return (await ended)[0];
  };
  try {
    return { url: await listening, log: () => lines, stop };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** Somebody who is told: keeps what was posted. */
export async function startReceiver(): Promise<{ url: string; got: string[]; stop(): Promise<void> }> {
  const got: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then(body => {
      got.push(body);
      response.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, got, stop: async () => void server.close() };
}
