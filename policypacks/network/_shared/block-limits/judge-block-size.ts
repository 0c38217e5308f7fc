import { BITS, type Cidr, cidrAt, contains, formatCidr, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { BlockLimit, LimitedValue, Sizes } from "./block-limit";

/** What is wrong with a block, to go behind its path and text, and what to do; `undefined` where nothing is, or where it is no block. */
export interface SizeMistake {
  message: string;
  fix: string;
  level?: "advisory";
}

/** @throws {Undecided} where the value is not known */
export function judgeBlockSize({ value, limit, lengthOf }: LimitedValue): SizeMistake | undefined {
  const text = value.text() ?? "";
  const length = lengthOf === undefined ? /^\/(\d{1,3})$/.exec(text)?.[1] : text;
  if (length !== undefined) return judgeLength(Number(length), lengthOf ?? 4, limit);
  const block = parseCidr(text);
  if (!isCidr(block)) return undefined;
  return judgeSize(block, limit, value.isSecret) ?? judgePlace(block, limit) ?? judgeAdvice(block, limit, value.isSecret);
}

function judgeAdvice(block: Cidr, { advised }: BlockLimit, isSecret: boolean): SizeMistake | undefined {
  const mistake = advised && judgeSize(block, advised, isSecret);
  return mistake && { ...mistake, level: "advisory" };
}

function judgeLength(length: number, family: 4 | 6, limit: BlockLimit): SizeMistake | undefined {
  const sizes = sizesOf(family, limit);
  return sizes && !fits(length, sizes) ? { message: `is not a size that ${limit.of} may have: ${describe(sizes)}`, fix: `Ask for ${describe(sizes)}: ${limit.source}.` } : undefined;
}

function judgeSize(block: Cidr, limit: BlockLimit, isSecret: boolean): SizeMistake | undefined {
  const sizes = sizesOf(block.family, limit);
  if (!sizes || fits(block.prefix, sizes)) return undefined;
  const how = block.prefix < sizes.widest ? "is wider than" : block.prefix > sizes.narrowest ? "is narrower than" : "is not a size that";
  const example = isSecret ? "" : `, as ${formatCidr(resized(block, sizes))}`;
  return { message: `${how} ${limit.of} may ${how.endsWith("that") ? "have" : "be"}: ${describe(sizes)}`, fix: `Use ${describe(sizes)}${example}: ${limit.source}.` };
}

function judgePlace(block: Cidr, { of, within, outside = {}, source }: BlockLimit): SizeMistake | undefined {
  const pools = within?.map(parse).filter(pool => pool.family === block.family);
  if (pools && !pools.some(pool => contains(pool, block))) return { message: `is outside ${within!.join(", ")}, where ${of} must be`, fix: `Use a block inside ${within!.join(", ")}: ${source}.` };
  const [taken, use] = Object.entries(outside).find(([text]) => touches(parse(text), block)) ?? [];
  return taken === undefined ? undefined : { message: `touches ${taken} (${use}), which ${of} may not use`, fix: `Use another block, best a private one: ${source}.` };
}

function sizesOf(family: 4 | 6, { ipv4, ipv6 }: BlockLimit): Sizes | undefined {
  return family === 4 ? ipv4 : ipv6;
}

function fits(prefix: number, { widest, narrowest, step = 1 }: Sizes): boolean {
  return prefix >= widest && prefix <= narrowest && (prefix - widest) % step === 0;
}

function describe({ widest, narrowest, step }: Sizes): string {
  if (widest === narrowest) return `/${widest}`;
  // Nobody has blocks that wide: what is meant is the other end.
  if (widest <= 4) return `/${narrowest} or wider`;
  return `/${widest} to /${narrowest}${step ? ` in steps of ${step}` : ""}`;
}

/** The block of the nearest size that is allowed: the first one inside, or the one around. */
function resized({ family, first, prefix }: Cidr, { widest, narrowest, step = 1 }: Sizes): Cidr {
  const within = Math.min(Math.max(prefix, widest), narrowest);
  const nearest = widest + Math.ceil((within - widest) / step) * step;
  const hostBits = BigInt(BITS[family] - nearest);
  return cidrAt(family, (first >> hostBits) << hostBits, nearest);
}

function touches(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

function parse(text: string): Cidr {
  return parseCidr(text) as Cidr;
}
