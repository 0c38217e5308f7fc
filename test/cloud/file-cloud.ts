import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../model/json.ts";
import { matchesGlob } from "./glob.ts";

/** One object of the file-backed cloud. */
export interface CloudRecord {
  id: string;
  type: string;
  /** The name that the cloud knows it by. */
  name: string;
  /** The resource's name in the program that made it. */
  label: string;
  /** What can be set, with what the cloud added by itself. */
  properties: JsonObject;
  /** What only the cloud sets: ids, etags, states. */
  computed: JsonObject;
  /** Where it lives, as a cluster's address; read through another scope it does not exist. */
  scope?: string;
}

/** One call to the file-backed cloud, as its own log has it. */
export interface CloudCall {
  at: string;
  provider: string;
  operation: "create" | "read" | "update" | "delete";
  type: string;
  id: string;
  /** Who asked, as the provider was configured; never a secret. */
  identity: string;
  found: boolean;
}

/** An object named by its id, and by its type too where two types share an id. */
export type Which = string | { id: string; type: string };

/** The cloud's own API: for the plugins, and for tests that change things behind the code's back. */
export interface FileCloud {
  dir: string;
  list(): CloudRecord[];
  /** Every object of this type (globs with `*`) with this name, in the cloud or in the program. */
  find(wanted: { type?: string; name?: string }): CloudRecord[];
  get(which: Which): CloudRecord | undefined;
  /** Changes an object the way its owner or a console would: etag and version move along. @throws {Error} naming what is there when there is no such object */
  change(which: Which, mutate: (properties: JsonObject, record: CloudRecord) => void): CloudRecord;
  /** Deletes an object. @throws {Error} as `change` */
  remove(which: Which): void;
  /** Adds an object. @throws {Error} where one of its type and id exists */
  add(record: CloudRecord): void;
  calls(): CloudCall[];
  log(call: Omit<CloudCall, "at">): void;
}

/** Opens the cloud that lives in a folder, making it where it is not there. Several processes may use it at once. */
export function openFileCloud(dir: string): FileCloud {
  const objects = join(dir, "objects");
  const journal = join(dir, "calls.jsonl");
  mkdirSync(objects, { recursive: true });

  const fileOf = ({ id, type }: { id: string; type: string }) => join(objects, `${type.replace(/[^\w.-]+/g, ".")}-${createHash("sha256").update(`${type}\n${id}`).digest("hex").slice(0, 16)}.json`);
  const list = () => readdirSync(objects).filter(name => name.endsWith(".json")).sort().flatMap(name => parsed(join(objects, name)) ?? []);
  const get = (which: Which) => (typeof which === "string" ? onlyOne(list().filter(record => record.id === which), which) : parsed(fileOf(which)));
  const must = (which: Which) => get(which) ?? missing(which, list());
  const write = (record: CloudRecord) => replaceFile(fileOf(record), record);

  return {
    dir,
    list,
    get,
    find: ({ type, name }) => list().filter(record => matchesGlob(type, record.type) && (name === undefined || record.name === name || record.label === name)),
    change(which, mutate) {
      const record = must(which);
      mutate(record.properties, record);
      record.computed = touched(record.computed);
      write(record);
      return record;
    },
    remove: which => rmSync(fileOf(must(which))),
    add: record => createFile(fileOf(record), record),
    calls: () => (existsSync(journal) ? readFileSync(journal, "utf8").split("\n").filter(Boolean).map(line => JSON.parse(line) as CloudCall) : []),
    log: call => appendFileSync(journal, `${JSON.stringify({ at: new Date().toISOString(), ...call })}\n`),
  };
}

/** `undefined` where the file is gone, also when it goes between being listed and being read. */
function parsed(file: string): CloudRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as CloudRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function replaceFile(file: string, record: CloudRecord): void {
  renameSync(written(file, record), file);
}

/** A link, unlike a rename, fails where the name is taken. */
function createFile(file: string, record: CloudRecord): void {
  const draft = written(file, record);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new Error(`${record.type} ${record.id} already exists`, { cause: error });
    throw error;
  } finally {
    rmSync(draft);
  }
}

function written(file: string, record: CloudRecord): string {
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, JSON.stringify(record, null, 2));
  return draft;
}

function onlyOne(records: CloudRecord[], id: string): CloudRecord | undefined {
  if (records.length > 1) throw new Error(`${id} is the id of several objects: say which type (${records.map(record => record.type).join(", ")})`);
  return records[0];
}

function missing(which: Which, records: CloudRecord[]): never {
  throw new Error(`no object ${JSON.stringify(which)} in the cloud; there are: ${records.map(record => `${record.type} ${record.id}`).join(", ") || "none"}`);
}

/** What every write moves along, wherever the cloud keeps it. */
function touched(computed: JsonObject): JsonObject {
  const moved: JsonObject = {};
  for (const [key, value] of Object.entries(computed)) {
    if (key === "metadata") moved[key] = touched(value as JsonObject);
    else if (key === "etag") moved[key] = newEtag();
    else if ((key === "resourceVersion" || key === "metageneration") && value !== null) moved[key] = next(value);
    else if (key === "generation" && typeof value === "number") moved[key] = value + 1;
    else moved[key] = value;
  }
  return moved;
}

export function newEtag(): string {
  return `W/"${randomBytes(8).toString("hex")}"`;
}

function next(value: JsonObject[string]): string | number {
  return typeof value === "number" ? value + 1 : String(Number(value) + 1);
}
