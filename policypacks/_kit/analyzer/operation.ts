import { judgeSubject, judgeTogether } from "../evaluate";
import { type Finding, identityOf, inOrder } from "../finding";
import { Neighbourhood } from "../neighbours";
import { type Resource, stackOf } from "../resource";
import { remediate, type Remedied } from "../remediate";
import { RuleBook } from "../rule-book";
import { unusedExemptions } from "../unused-exemptions";
import type { Pack } from "./pack";
import { undecidedTogether } from "./undecided-together";
import { readSurroundings, type Surroundings, type SurroundingsRequest } from "./surroundings";

/**
 * One preview or update, as a pack sees it: resources arrive one after the other, each to be judged before it is created;
 * at the end all are there, and rules that need others are asked again with all that is known then.
 */
export class Operation {
  readonly #pack: Pack;
  readonly #stack: string;
  readonly #surroundings: Surroundings;
  readonly #arriving: Neighbourhood;
  readonly #book: RuleBook;
  readonly #seen = new Map<string, Resource>();
  readonly #told = new Set<string>();
  readonly #findings: Pick<Finding, "policy" | "urn">[] = [];
  #notices: Finding[];

  static async begin(request: SurroundingsRequest, isPreview: boolean): Promise<Operation> {
    return new Operation(request, await readSurroundings(request), isPreview);
  }

  private constructor({ pack, urn }: SurroundingsRequest, surroundings: Surroundings, isPreview: boolean) {
    const { snapshot, settings, isBroken, notices } = surroundings;
    this.#pack = pack;
    this.#stack = stackOf(urn);
    this.#surroundings = surroundings;
    // The end of a preview comes before anything is created, so what is about two resources can wait for it and be told in a stable order.
    this.#arriving = new Neighbourhood({ knows: "arriving", leavesToEnd: isPreview, ...(snapshot ? { snapshot } : {}) });
    this.#book = new RuleBook(isBroken ? [] : pack.policies, settings);
    this.#notices = notices;
  }

  /** Whether the configuration lets any rule change a resource of this stack. */
  get mayRemedy(): boolean {
    return this.#book.rulesIn(this.#stack).some(({ level }) => level === "remediate");
  }

  /** What rules that may do so make of a resource before it is judged, one after the other. */
  remedy(resource: Resource): Remedied[] {
    return remediate(this.#book, resource, this.#arriving);
  }

  /** Judges a resource by itself and by those before it. */
  arrive(resource: Resource): Finding[] {
    this.#seen.set(resource.urn, resource);
    const findings = this.#arriving.add([resource]).flatMap(subject => judgeSubject(this.#book, subject, this.#arriving));
    return [...this.#takeNotices(), ...this.#tell(inOrder(findings))];
  }

  /** Judges everything by the rules that need others, and returns what was not told before. */
  conclude(resources: readonly Resource[]): Finding[] {
    const { settings, snapshot, isBroken } = this.#surroundings;
    if (isBroken) return this.#takeNotices();
    const complete = resources.map(resource => ({ ...resource, inputs: this.#seen.get(resource.urn)?.inputs ?? resource.inputs }));
    const relational = new RuleBook(this.#pack.policies.filter(({ needs }) => needs), settings);
    const { subjects, findings } = judgeTogether(relational, complete, snapshot);
    const fresh = inOrder(findings.filter(finding => !this.#told.has(identityOf(finding))));
    return [...this.#takeNotices(), ...this.#tell(fresh), ...unusedExemptions(this.#book, subjects, this.#findings)];
  }

  #tell(findings: Finding[]): Finding[] {
    for (const finding of findings) this.#told.add(identityOf(finding));
    this.#findings.push(...findings);
    return undecidedTogether(findings);
  }

  #takeNotices(): Finding[] {
    const notices = this.#notices;
    this.#notices = [];
    return this.#tell(notices);
  }
}
