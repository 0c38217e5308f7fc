/** What an API answers. */
export interface RestAnswer {
  status: number;
  /** JSON, or text as it is; a function is given all that was sent, as text. */
  body: unknown;
  headers?: Record<string, string>;
}

/** `cut`: the connection breaks; `silent`: nothing comes; `pass`: it goes on as if nothing was planned; `forget`: nothing is planned any more. */
export type PlannedAnswer = RestAnswer | "cut" | "silent" | "pass" | "forget";

export interface PlanOptions {
  /** The request is carried out all the same, and only its answer is lost. */
  after?: boolean;
  /** Waits for the next request that changes something; others pass it by. */
  on?: "write";
}

interface Plan {
  answer: RestAnswer | "cut" | "silent" | "pass";
  after: boolean;
  on?: "write";
}

/** Answers that a test wants for the next requests, in this order. */
export class PlannedAnswers {
  private plans: Plan[] = [];

  add(answer: PlannedAnswer, { after = false, on }: PlanOptions = {}): void {
    if (answer === "forget") this.plans = [];
    else this.plans.push({ answer, after, ...(on && { on }) });
  }

  /** The plan for a request, which is then over; `undefined` where it is answered as always. */
  take(method: string): { answer: RestAnswer | "cut" | "silent"; after: boolean } | undefined {
    const index = this.plans.findIndex(({ on }) => on !== "write" || method !== "GET");
    if (index < 0) return undefined;
    const [plan] = this.plans.splice(index, 1);
    return plan!.answer === "pass" ? undefined : { answer: plan!.answer, after: plan!.after };
  }
}
