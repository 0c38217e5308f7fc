import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import process from "node:process";

/** What a step can do besides its work. */
export interface Step {
  /** Says a detail below the step. */
  note(text: string): void;
  /** Keeps a file of the story, and names it below the step. */
  keep(name: string, content: string | Uint8Array): Promise<void>;
}

/** Steps that are numbered, timed and told one line each, and files that are kept of them. */
export interface Story {
  chapter(title: string): void;
  step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T>;
  /** The files kept so far, relative to where the command was started. */
  files(): readonly string[];
}

export interface Telling {
  out: (line: string) => void;
  folder: string;
}

/** Begins a story whose files go into `folder`. A step that throws is told as failed, and throws on. */
export function openStory({ out, folder }: Telling): Story {
  const files: string[] = [];
  let number = 0;

  async function step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
    const details: string[] = [];
    const label = String(++number).padStart(3);
    const started = performance.now();
    const tell = (sign: string) => {
      out(`${label} ${sign} ${title.padEnd(84)} ${seconds(started).padStart(7)}`);
      for (const detail of details) out(`        ${detail}`);
    };
    try {
      const result = await work({ note: text => details.push(text), keep: (name, content) => keep(name, content, details) });
      tell("✓");
      return result;
    } catch (error) {
      tell("✗");
      throw error;
    }
  }

  async function keep(name: string, content: string | Uint8Array, details: string[]): Promise<void> {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    files.push(relative(process.cwd(), file));
    details.push(`→ ${relative(process.cwd(), file)}`);
  }

  return { chapter: title => out(`\n${title}`), step, files: () => files };
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** Ends the demo when something is not as it must be. `shown` is what was seen instead. */
export function expectThat(isSo: boolean, sentence: string, shown = ""): asserts isSo {
  if (!isSo) throw new Error(`Expected that ${sentence}.${shown && `\n${shown}`}`);
}
