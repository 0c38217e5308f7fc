import type { Node } from "./nodes";

/** Which nodes are connected with which, directly or through others, kept up to date as connections arrive. */
export class Domains {
  readonly #parents = new Map<Node, Node>();
  readonly #links = new Map<Node, Set<Node>>();
  #ways: Map<Node, Step> | undefined;
  #version = 0;

  /** Grows whenever something is connected: what was worked out per domain before is out of date then. */
  get version(): number {
    return this.#version;
  }

  connect(a: Node, b: Node): void {
    if (a === b || this.#links.get(a)?.has(b)) return;
    linksIn(this.#links, a).add(b);
    linksIn(this.#links, b).add(a);
    this.#parents.set(this.domainOf(a), this.domainOf(b));
    this.#ways = undefined;
    this.#version++;
  }

  /** The same for all nodes that are connected with one another. It changes when they are connected with more. */
  domainOf(node: Node): Node {
    let root = node;
    for (let parent = this.#parents.get(root); parent !== undefined && parent !== root; parent = this.#parents.get(root)) root = parent;
    // What was walked is shortened, so that the next walk is one step.
    for (let at = node; at !== root; ) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  areConnected(a: Node, b: Node): boolean {
    return a === b || this.domainOf(a) === this.domainOf(b);
  }

  /** What a node is directly connected with. */
  linksOf(node: Node): Iterable<Node> {
    return this.#links.get(node) ?? [];
  }

  /** The nodes on a way from one to the other, without the two; always the same way, in whichever order the connections came. */
  between(a: Node, b: Node): Node[] {
    const ways = (this.#ways ??= waysIn(this.#links));
    const fromA: Node[] = [];
    const fromB: Node[] = [];
    let [atA, atB] = [a, b];
    while (atA !== atB) {
      const [stepA, stepB] = [ways.get(atA), ways.get(atB)];
      if (!stepA || !stepB || stepA.depth + stepB.depth === 0) return [];
      if (stepA.depth >= stepB.depth) fromA.push((atA = stepA.towards));
      else fromB.push((atB = stepB.towards));
    }
    return [...fromA, ...fromB.reverse().slice(fromA.length > 0 ? 1 : 0)].filter(node => node !== a && node !== b);
  }
}

/** The next node towards the middle of the domain, and how far away that is. */
interface Step {
  towards: Node;
  depth: number;
}

/** A shortest way from each node to one node of its domain, the first in the alphabet. */
function waysIn(links: ReadonlyMap<Node, ReadonlySet<Node>>): Map<Node, Step> {
  const ways = new Map<Node, Step>();
  for (const start of [...links.keys()].sort()) if (!ways.has(start)) spreadFrom(start, links, ways);
  return ways;
}

function spreadFrom(start: Node, links: ReadonlyMap<Node, ReadonlySet<Node>>, ways: Map<Node, Step>): void {
  ways.set(start, { towards: start, depth: 0 });
  const reached = [start];
  // The list grows while it is walked.
  for (const node of reached) {
    const depth = ways.get(node)!.depth + 1;
    const next = [...(links.get(node) ?? [])].filter(link => !ways.has(link)).sort();
    for (const link of next) ways.set(link, { towards: node, depth });
    reached.push(...next);
  }
}

function linksIn(links: Map<Node, Set<Node>>, node: Node): Set<Node> {
  const known = links.get(node) ?? new Set<Node>();
  links.set(node, known);
  return known;
}
