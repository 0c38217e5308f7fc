import { icon, type IconName } from "./icons.ts";
import { html, prose, type Markup } from "./markup.ts";

const MEANINGS: readonly [IconName, string, string][] = [
  ["drifted", "drifted", "What the cloud has is not what the state records: changed, deleted, or there without being in any state."],
  ["violating", "against policy", "What the cloud has is what a policy forbids. Told where `policy.onScan` is set, and of each whether the recorded state has it too."],
  ["unknown", "unknown, partial, skipped", "Not evaluated. Nothing is said about these resources, neither good nor bad, until they are."],
  ["pending", "pending deploy", "The code has changes that are not deployed yet."],
  ["ignored", "ignored", "Differs, and a rule with an owner sets that aside: `ignoreChanges` in the program, or an exemption."],
  ["clean", "in sync", "Read back from its cloud in full, and equal to what the state records."],
  ["ignored", "set aside", "Differs, and is known to be no drift: a noise rule knows why, or it differed right after the last update already."],
  ["lock", "secret", "Only that a secret changed is told. Its values are in no report."],
];

/** What the words of the page mean. */
export function legend(): Markup {
  return html`
    <footer class="legend">
      <h2>How to read this</h2>
      <dl>${MEANINGS.map(([name, word, meaning]) => html`<div class="${name}"><dt>${icon(name)}${word}</dt><dd>${prose(meaning)}</dd></div>`)}</dl>
      <p>The scan behind this page reads under identities that can only read. It changed nothing.</p>
    </footer>`;
}
