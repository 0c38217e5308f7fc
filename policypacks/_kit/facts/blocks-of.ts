import type { Subject } from "../resource";
import { Undecided } from "../undecided";
import { Value } from "../value";
import { unknown } from "../wire";
import type { BlockRole, BlockSource } from "./block-source";
import { BLOCK_SOURCES } from "./block-sources";

/** A block of addresses that a resource has. Its value may be unknown, a secret, or no CIDR block at all. */
export interface Block {
  role: BlockRole;
  value: Value;
  /** The property that says what it is in; `undefined` where that is the resource itself. */
  network: string | undefined;
  /** Whether the cloud gives the block by itself. */
  isImplied: boolean;
  source: BlockSource;
}

/** All blocks of a resource: those that it states, and those that the cloud gives it where it states none. */
export function blocksOf(subject: Subject): Block[] {
  return (BLOCK_SOURCES[subject.type] ?? []).flatMap(source => {
    try {
      const stated = valuesOf(subject, source).map(value => blockOf(source, value, false));
      return stated.length > 0 ? stated : impliedBlock(subject, source);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      // Whether there is a block, or which, depends on a property that cannot be read.
      return [blockOf(source, new Value(unknown, error.path), true)];
    }
  });
}

function valuesOf({ props, resource: { outputs } }: Subject, source: BlockSource): Value[] {
  const stated = read(props, source);
  const values = stated.length === 0 && source.isChosenByCloud && outputs ? read(new Value(outputs), source).filter(isSomething) : stated;
  return source.alsoTakesOther ? values.filter(value => value.isUnknown || isBlock(value.text() ?? "")) : values;
}

function read(props: Value, source: BlockSource): Value[] {
  if (source.read) return source.read(props);
  const values: Value[] = [];
  for (const path of source.paths) {
    // Most paths are one step, and there may be very many resources.
    if (path.includes(".")) values.push(...props.find(path));
    else if (!props.at(path).isMissing) values.push(props.at(path));
  }
  return values;
}

/** Outputs say "" of what there is not. */
function isSomething(value: Value): boolean {
  return value.isUnknown || value.text() !== "";
}

function isBlock(text: string): boolean {
  return /^[\da-fA-F.:]+\/\d+$/.test(text);
}

function impliedBlock({ props }: Subject, source: BlockSource): Block[] {
  const { implied } = source;
  return !implied || implied.unless(props) ? [] : [blockOf(source, new Value(implied.cidr, implied.path), true)];
}

function blockOf(source: BlockSource, value: Value, isImplied: boolean): Block {
  return { role: source.role, value, network: source.network, isImplied, source };
}
