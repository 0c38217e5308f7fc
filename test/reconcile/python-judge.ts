import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Json, JsonObject } from "../../model/json.ts";

/** A resource as a program makes it, and where: its own place first, then those from which that was reached. */
export interface MadeResource {
  type: string;
  name: string;
  inputs: JsonObject;
  places: { file: string; line: number }[];
}

export type RunAnswer = { resources: MadeResource[]; error?: undefined } | { error: string; resources?: undefined };
/** `comments`: of the text before, and of the one after. */
export type Comparison = { places: number; comments: [string[], string[]]; error?: undefined } | { error: string; places?: undefined };

/** Whether this machine has a Python that can judge: 3.9 or newer. */
export const hasPython = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]).status === 0;

/** CPython in one process for a whole run of tests. Has to be stopped. */
export class PythonJudge {
  readonly #process: ChildProcessWithoutNullStreams = spawn("python3", [join(import.meta.dirname, "python-judge.py")]);
  readonly #lines: Interface = createInterface({ input: this.#process.stdout });
  readonly #answers = this.#lines[Symbol.asyncIterator]();

  /** Runs a program against an SDK that only takes notes. */
  run(files: Record<string, string>, config: Record<string, Json>): Promise<RunAnswer> {
    return this.#ask({ op: "run", files, config }) as Promise<RunAnswer>;
  }

  /** Compares two texts as CPython parses them. */
  compare(before: string, after: string): Promise<Comparison> {
    return this.#ask({ op: "compare", before, after }) as Promise<Comparison>;
  }

  stop(): void {
    this.#lines.close();
    this.#process.kill();
  }

  async #ask(question: object): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("the judge has ended");
    return JSON.parse(value);
  }
}
