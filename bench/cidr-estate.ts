import type { Resource } from "../policypacks/_kit/resource.ts";
import type { Snapshot } from "../policypacks/_kit/snapshot.ts";

/** One in so many blocks is another's: an estate that was built without a rule has clashes, and each of them is to be told. */
const CLASHES = 1000;

/** VPCs, every other one with a block of IPv6, in an order that is not that of their addresses. `count` at most 200,000. */
export function manyNetworks(count: number): Resource[] {
  return Array.from({ length: count }, (_, i) => {
    // A prime that divides no such count, so that every number comes up once.
    const text = blockText((i * 7919) % count);
    return { urn: `urn:pulumi:prod::fleet::aws:ec2/vpc:Vpc::vpc-${i}`, type: "aws:ec2/vpc:Vpc", inputs: text.includes(":") ? { ipv6CidrBlock: text } : { cidrBlock: text } };
  });
}

/** The same blocks as a snapshot has them, each of another stack. */
export function snapshotOf(resources: readonly Resource[]): Snapshot {
  const blocks = resources.map(({ urn, type, inputs }, i) => {
    const [[path = "", cidr] = []] = Object.entries(inputs);
    return { stack: `fleet/s${i % 500}`, urn: urn.replace("prod", `s${i % 500}`), type, path, cidr: String(cidr) };
  });
  return { blocks, names: [], resources: [], missing: [] };
}

export function blockTexts(resources: readonly Resource[]): string[] {
  return resources.map(({ inputs }) => String(Object.values(inputs)[0]));
}

function blockText(number: number): string {
  const half = Math.floor((number % CLASHES === 1 ? number - 1 : number) / 2);
  const [high, low] = [Math.floor(half / 256), half % 256];
  if (number % 2 === 0 || number % CLASHES === 1) return `10.${high % 256}.${low}.${Math.floor(high / 256) * 16}/28`;
  return `fd00:${half.toString(16)}:${(low * 251).toString(16)}::/48`;
}
