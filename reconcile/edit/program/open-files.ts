import type { Tree } from "web-tree-sitter";
import { applyEdits } from "../apply-edits.ts";
import type { Edit, ReadFile } from "../edit-request.ts";
import type { Call, Language } from "./language.ts";
import { parse } from "./parse.ts";
import { decodeSource, lineStartsOf, type Source } from "./source.ts";

interface ParsedFile {
  tree: Tree;
  source: Source;
}

/** The files that an editing session has read, edited and parsed; each text is parsed once. Has to be closed. */
export class OpenFiles {
  readonly #readFile: ReadFile;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #parsed = new Map<string, Promise<ParsedFile>>();
  readonly #edited = new Set<string>();
  readonly #calls = new WeakMap<Source, Call[]>();

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
  }

  /** The file's text as edited so far; `undefined` where there is none. @throws {Refused} of one that is not UTF-8 */
  text(file: string): Promise<string | undefined> {
    const reading = this.#texts.get(file) ?? this.#read(file);
    this.#texts.set(file, reading);
    return reading;
  }

  /** The parsed file; `undefined` where there is none. */
  async open(file: string, language: Language): Promise<Source | undefined> {
    return (await this.#parsedFile(file, language))?.source;
  }

  /** The calls in a file that is open. */
  calls(source: Source, language: Language): Call[] {
    const calls = this.#calls.get(source) ?? language.calls(source);
    this.#calls.set(source, calls);
    return calls;
  }

  /** The same files with the edits made; what is not touched is shared. To be kept with `take`, or closed. */
  async withEdits(edits: readonly Edit[]): Promise<OpenFiles> {
    const edited = new OpenFiles(file => this.#bytes(file));
    for (const [file, ofFile] of Map.groupBy(edits, edit => edit.file)) {
      edited.#texts.set(file, Promise.resolve(applyEdits((await this.text(file)) ?? "", ofFile)));
      edited.#edited.add(file);
    }
    for (const [file, parsed] of this.#parsed) if (!edited.#edited.has(file)) edited.#parsed.set(file, parsed);
    return edited;
  }

  /** Takes over what `edited` has changed and read; `edited` is not to be used any more. */
  async take(edited: OpenFiles): Promise<void> {
    for (const [file, text] of edited.#texts) this.#texts.set(file, text);
    for (const [file, parsed] of edited.#parsed) {
      const old = this.#parsed.get(file);
      if (old !== parsed) (await old)?.tree.delete();
      this.#parsed.set(file, parsed);
    }
    for (const file of edited.#edited) {
      this.#edited.add(file);
      if (!edited.#parsed.has(file)) await this.#forget(file);
    }
  }

  /** Frees what `edited` has parsed for itself. */
  async drop(edited: OpenFiles): Promise<void> {
    for (const [file, parsed] of edited.#parsed) if (this.#parsed.get(file) !== parsed) (await parsed).tree.delete();
  }

  async close(): Promise<void> {
    for (const parsed of this.#parsed.values()) (await parsed).tree.delete();
    this.#parsed.clear();
  }

  /** New text of each file that was edited. */
  async editedTexts(): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    for (const file of this.#edited) texts.set(file, (await this.text(file)) ?? "");
    return texts;
  }

  /** Reads as the session sees the files. */
  readonly bytes: ReadFile = file => this.#bytes(file);

  async #bytes(file: string): Promise<Uint8Array | undefined> {
    if (!this.#texts.has(file)) return this.#readFile(file);
    const text = await this.text(file);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  async #read(file: string): Promise<string | undefined> {
    const bytes = await this.#readFile(file);
    return bytes && decodeSource(file, bytes);
  }

  async #parsedFile(file: string, language: Language): Promise<ParsedFile | undefined> {
    const known = this.#parsed.get(file);
    if (known) return known;
    const text = await this.text(file);
    const grammar = language.grammarOf(file);
    if (text === undefined || !grammar) return undefined;
    const parsing = this.#parsed.get(file) ?? parse(grammar, text).then(tree => ({ tree, source: { file, text, root: tree.rootNode, lineStarts: lineStartsOf(text, language.lineEnd) } }));
    this.#parsed.set(file, parsing);
    return parsing;
  }

  async #forget(file: string): Promise<void> {
    (await this.#parsed.get(file))?.tree.delete();
    this.#parsed.delete(file);
  }
}
