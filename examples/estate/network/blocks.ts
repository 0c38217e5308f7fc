/** The first `count` /20 blocks of a /16. */
export function privateBlocks(cidrBlock: string, count: number): string[] {
  const [first, second] = cidrBlock.split(".");
  return Array.from({ length: count }, (_, index) => `${first}.${second}.${index * 16}.0/20`);
}
