import type { Numbers } from "./pulls.ts";

export interface ThreadComment {
  id: number;
  body: string;
  by: string;
}

/** An issue as the forge keeps it. */
export interface TrackedIssue {
  number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  labels: string[];
  createdAt: string;
  comments: ThreadComment[];
}

/** The tracker of one repository. */
export class Issues {
  readonly all: TrackedIssue[] = [];
  private readonly numbers: Numbers;

  constructor(numbers: Numbers) {
    this.numbers = numbers;
  }

  get(number: number): TrackedIssue | undefined {
    return this.all.find(issue => issue.number === number);
  }

  open({ title, body, labels }: Pick<TrackedIssue, "title" | "body" | "labels">): TrackedIssue {
    const issue: TrackedIssue = { number: this.numbers.next(), title, body, state: "open", labels: [...new Set(labels)], createdAt: new Date().toISOString(), comments: [] };
    this.all.push(issue);
    return issue;
  }
}
