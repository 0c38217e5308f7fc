import type { Refusal } from "../model/reconcile-report.ts";

/** Every code of a refusal, with what it means; scripts may rely on the codes. */
export const REFUSALS = {
  // of a request
  runtime: "The program is in a language that cannot be edited yet.",
  secret: "The property is a secret, or its value looks like a credential.",
  absent: "The program or the cloud does not have the property: a key or an element would have to be added or removed.",
  order: "Only the order of the elements differs.",
  shape: "The value is an object or a list, or the program has another shape than the path says.",
  type: "The value would become another type.",
  "no-edit": "Program and cloud already agree.",
  // of the place
  "no-position": "The engine recorded no source position for the resource.",
  "multi-instance": "Several resources are made at this place and share the literal.",
  package: "The resource is made inside a package, outside the project.",
  "no-file": "The file is not there.",
  encoding: "The file is not UTF-8.",
  syntax: "The file cannot be parsed.",
  generated: "The file is generated; an edit would be lost.",
  "not-a-constructor": "The resource's constructor does not stand at the position.",
  ambiguous: "More than one place could be meant.",
  stale: "The source says something else than the program gave.",
  // of the expression
  spread: "The value comes, or may come, from a spread.",
  "computed-key": "The object has a computed key, which may set the property.",
  computed: "The value is computed.",
  conditional: "The value depends on a condition.",
  template: "The string is built from other values.",
  config: "The value comes from the stack's configuration.",
  dependency: "The value is made of another resource's output.",
  reference: "The value is read from an object, an enum or another module.",
  imported: "The value is imported from another file.",
  parameter: "The value is a parameter of the enclosing function or component.",
  loop: "The value is a loop variable.",
  reassigned: "The variable may be assigned more than once.",
  shared: "The constant is used in other places too.",
  unknown: "The name is not declared in this file.",
  null: "The program sets the property to null or undefined.",
  comment: "A comment stands where text would be added or removed, and it is not certain what it belongs to.",
  "needs-schema": "What would be added needs a type that only the provider's SDK knows.",
  confirm: "The edited text did not read back as the new value.",
  // of a resource
  deleted: "The resource is gone from the cloud.",
  pending: "The program has a change of its own that is not deployed.",
  replace: "The difference would replace or delete the resource.",
  overlap: "Two edits touch the same text.",
  // of the proof
  proof: "A preview of the edited program does not end the drift, or starts something new.",
  "other-stack": "The edit would change another stack of the same program, or that could not be excluded.",
  policy: "A policy forbids what would be adopted.",
  // of the pull request
  branch: "Someone else has pushed to the branch.",
  // of an exemption
  "no-config": "It is not configured where trueup.yaml is kept, so nothing can be accepted by a pull request.",
  "no-owner": "Nobody is configured who would answer for an exemption.",
  // of a stack
  "no-source": "It is not configured where the stack's program is.",
  failed: "The stack could not be previewed, or its program could not be checked out.",
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** Thrown inside reconcile/ to leave deep code with a refusal; never leaves it. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, message: string, hint: string, at?: string) {
    super(message);
    this.refusal = { code, message, hint, ...(at !== undefined && { at }) };
  }
}

/** The result of `work`, or the refusal that it threw. */
export async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result | { refusal: Refusal }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}
