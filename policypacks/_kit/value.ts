import { Undecided } from "./undecided";
import { type Gap, isWireObject, parseJson, unwrap, type Wire } from "./wire";

const LONGEST_SHOWN = 120;

/** Where providers that are bridged from Terraform note which properties of an object they filled in themselves. */
const BRIDGE_DEFAULTS = "__defaults";

/** One step from a value to what is in it. */
interface Step {
  parent: Value;
  key: string | number;
}

/**
 * One property value, or the absence of one. Stepping into it never throws; reading it throws `Undecided`, naming the path,
 * when the value is not known or not readable. In a template literal it shows itself, and a secret shows as `[secret]`:
 * put values, not their texts, into messages.
 */
export class Value {
  readonly isSecret: boolean;
  readonly #content: Wire | undefined;
  readonly #gap: Gap | undefined;
  readonly #place: string | Step;

  constructor(wire: Wire | undefined, place: string | Step = "", isInsideSecret = false) {
    const { content, isSecret, gap } = unwrap(wire);
    this.isSecret = isSecret || isInsideSecret;
    this.#content = content;
    this.#gap = gap;
    this.#place = place;
  }

  /** Where it is, as Pulumi writes it: `ingress[0].cidrBlocks[1]`. Inside a secret it ends at the secret. */
  get path(): string {
    // Written only where it is told: rules step through far more values than they say something of.
    return typeof this.#place === "string" ? this.#place : join(this.#place.parent.path, this.#place.key);
  }

  get isUnknown(): boolean {
    return this.#gap !== undefined;
  }

  get isMissing(): boolean {
    return !this.isUnknown && (this.#content === undefined || this.#content === null);
  }

  /** What is inside, step by step. What is inside an unknown value is that same unknown value. */
  at(...keys: (string | number)[]): Value {
    return keys.reduce<Value>((value, key) => value.#child(key), this);
  }

  /** All values that a pattern like `subnets.*.addressPrefixes.*` leads to; `*` takes each item of a list. Missing ones are left out, unknown ones are not. */
  find(pattern: string): Value[] {
    let found: Value[] = [this];
    for (const step of pattern.split(".")) found = found.flatMap(value => (step === "*" ? value.#parts() : [value.at(step)]));
    return found.filter(value => !value.isMissing);
  }

  /** A text, or a number or boolean as text. @throws {Undecided} */
  text(): string | undefined {
    const plain = this.plain();
    return plain === undefined ? undefined : String(plain);
  }

  /** @throws {Undecided} */
  number(): number | undefined {
    const text = this.text();
    return text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** @throws {Undecided} */
  flag(): boolean | undefined {
    const text = this.text();
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  /** The items of a list; one value alone is a list of one, a missing one an empty list. @throws {Undecided} */
  items(): Value[] {
    this.#read();
    return this.isMissing ? [] : this.#parts();
  }

  /** The entries of an object. @throws {Undecided} */
  entries(): [string, Value][] {
    const content = this.#read();
    return isWireObject(content) ? Object.keys(content).filter(key => key !== BRIDGE_DEFAULTS).map(key => [key, this.at(key)]) : [];
  }

  get isObject(): boolean {
    return isWireObject(this.#content);
  }

  get isList(): boolean {
    return Array.isArray(this.#content);
  }

  /** The text where it is known and no secret. */
  publicText(): string | undefined {
    return this.isUnknown || this.isSecret ? undefined : this.text();
  }

  /** A text, number or boolean as it is, `undefined` for anything else. @throws {Undecided} */
  plain(): string | number | boolean | undefined {
    const content = this.#read();
    return typeof content === "string" || typeof content === "number" || typeof content === "boolean" ? content : undefined;
  }

  /** The document that a text of JSON holds; an object is its own document. Secret where the text is. @throws {Undecided} */
  document(): Value {
    const content = this.#read();
    if (typeof content !== "string") return this;
    const parsed = parseJson(content);
    if (parsed === undefined) throw new Undecided(this.path, "not JSON");
    return new Value(parsed, this.path, this.isSecret);
  }

  toString(): string {
    if (this.isSecret) return "[secret]";
    if (this.isUnknown) return "[unknown]";
    const text = typeof this.#content === "string" ? this.#content : (JSON.stringify(this.#content) ?? "nothing");
    // A line break in a value must not look like a line of ours, and nothing in it may steer a terminal.
    const line = text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}]+/gu, "·");
    return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN - 1)}…` : line;
  }

  #read(): Wire | undefined {
    if (this.#gap) throw new Undecided(this.path, this.#gap);
    return this.#content;
  }

  #child(key: string | number): Value {
    if (this.isUnknown) return this;
    return new Value(childOf(this.#content, key), this.isSecret ? this.#place : { parent: this, key }, this.isSecret);
  }

  #parts(): Value[] {
    if (Array.isArray(this.#content)) return this.#content.map((_, index) => this.#child(index));
    return this.isMissing ? [] : [this];
  }
}

function childOf(content: Wire | undefined, key: string | number): Wire | undefined {
  if (Array.isArray(content)) return content[Number(key)];
  return isWireObject(content) && Object.hasOwn(content, String(key)) ? content[String(key)] : undefined;
}

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;

function join(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!PLAIN_KEY.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path ? `${path}.${key}` : key;
}
