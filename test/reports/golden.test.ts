import { describe, test } from "vitest";
import { SCRIPT } from "../../reports/_html/script.ts";
import { STYLE } from "../../reports/_html/style.ts";
import { formats } from "../../reports/registry.generated.ts";
import { expectGolden } from "./expect-golden.ts";
import { SCENARIOS, scenario } from "./report-builder.ts";

const EXTENSIONS: Record<string, string> = { "application/json": "json", "text/html": "html", "text/markdown": "md", "text/plain": "txt" };

describe.each(SCENARIOS)("the scenario %s", name => {
  test.each(formats.map(format => [format.id, format] as const))("reads the same as %s", (id, format) => {
    expectGolden(`${name}/${id}.${EXTENSIONS[format.mediaType]}`, withoutSheets(format.render(scenario(name))));
  });
});

/** The page without its style sheet, its script and their hashes: those are looked at in a browser, not in a diff of every golden file. */
function withoutSheets(text: string): string {
  return text.replace(STYLE, "STYLE").replace(SCRIPT, "SCRIPT").replace(/sha256-[A-Za-z0-9+/=]+/g, "sha256-…").replace(/(?<=>)(?=<(article|li|section|h2|dl)\b)/g, "\n");
}
