import type { ScanReport } from "../../model/scan-report.ts";
import { tallyFindings } from "../_shared/scan-findings.ts";
import { tallyReport, tallyStack } from "../_shared/tally.ts";
import { isComplete, toneOfStack } from "../_shared/tone.ts";
import { count } from "../_shared/words.ts";
import { html, type Markup } from "./markup.ts";

/** Radio buttons that the style sheet alone turns into filters, so that they work where scripts do not; and a search for where they do. */
export function filters(report: ScanReport): Markup {
  const { stacks } = report;
  const tally = tallyReport(report);
  const having = (test: (stack: (typeof stacks)[number]) => boolean) => stacks.filter(test).length;
  const { violations } = tallyFindings(stacks);
  const pending = having(({ verdict }) => verdict === "pending-deploy");
  const tiles = [
    tile({ id: "all", title: "all", n: tally.total, stacks: stacks.length }),
    tile({ id: "drifted", title: "drifted", n: tally.drifted, stacks: having(stack => toneOfStack(stack) === "drifted") }),
    violations > 0 && tile({ id: "violating", title: "against policy", n: violations, stacks: having(({ findings = [] }) => findings.some(({ result }) => result === "violation")), of: "violations" }),
    tile({ id: "unknown", title: "not evaluated", n: tally.unevaluated, stacks: having(stack => !isComplete(stack)) }),
    pending > 0 && tile({ id: "pending", title: "pending deploy", n: pending, stacks: pending, of: "stacks" }),
    tile({ id: "ignored", title: "ignored", n: tally.ignored, stacks: having(stack => tallyStack(stack).ignored > 0) }),
    tile({ id: "clean", title: "in sync", n: tally.inSync, stacks: having(stack => toneOfStack(stack) === "clean"), of: "clean" }),
  ];
  return html`
    <form class="filters" aria-label="Filter the stacks">
      <fieldset>
        <legend class="is">Show</legend>
        ${tiles}
      </fieldset>
      <div class="search" role="search" hidden>
        <label class="is" for="search">Search stacks, resources, properties and values</label>
        <input id="search" type="search" placeholder="Search stacks, resources, properties, values …" autocomplete="off" spellcheck="false" aria-keyshortcuts="/">
        <button type="button" id="open-all">Expand all</button>
        <button type="button" id="close-all">Collapse all</button>
        <p id="found" role="status"></p>
      </div>
    </form>`;
}

interface Tile {
  id: string;
  title: string;
  n: number;
  stacks: number;
  of?: "resources" | "violations" | "stacks" | "clean";
}

function tile({ id, title, n, stacks, of = "resources" }: Tile): Markup {
  const resources = n === 1 ? "resource" : "resources";
  const where = { stacks: stacks === 1 ? "stack" : "stacks", clean: `${count(stacks, "stack")} in full`, resources: `${resources} in ${count(stacks, "stack")}`, violations: `${n === 1 ? "violation" : "violations"} in ${count(stacks, "stack")}` }[of];
  return html`
    <label class="tile ${id}">
      <input type="radio" name="show" id="show-${id}"${id === "all" && html` checked`}${stacks === 0 && id !== "all" && html` disabled`}>
      <span class="title">${title}</span>
      <b>${n.toLocaleString("en-US")}</b>
      <span class="where">${where}</span>
    </label>`;
}
