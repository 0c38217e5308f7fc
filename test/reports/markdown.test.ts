import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { codeCell, codeSpan, prose } from "../../reports/_markdown/escape.ts";
import { fit } from "../../reports/_markdown/fit.ts";
import { format } from "../../reports/markdown.ts";
import { driftOf, drifted, largeReport, report, scenario, stack } from "./report-builder.ts";

const HOSTILE = ["a|b", "a\\|b", "`", "``a```", "</script><script>", "<img src=x onerror=alert(1)>", "[x](javascript:1)", "@everyone", "http://a.example", "_a_ **b** ~~c~~", "a\nb", " ", "", "&amp;", "$&"];

describe("what the cloud says", () => {
  test.each(HOSTILE)("stays text in a code span: %j", text => {
    expect(textOf(marked.parseInline(codeSpan(text), { async: false }))).toBe(text.replace("\n", "\\n").trim());
  });

  test.each(HOSTILE)("stays text in its own table cell: %j", text => {
    const html = marked.parse(`| a | b |\n|---|---|\n| ${codeCell(text)} | second |`, { async: false });
    expect(html.match(/<td>/g)).toHaveLength(2);
    expect(textOf(html.match(/<td>(.*?)<\/td>/s)![1]!)).toBe(text.replace("\n", "\\n").trim());
    expect(html.replace(/<\/?(table|thead|tbody|tr|th|td|code)>/g, "")).not.toMatch(/<\w/);
  });

  test("neither links, loads, mentions nor runs when a forge shows it", () => {
    const html = marked.parse(format.render(scenario("hostile")), { async: false });
    expect(html).not.toMatch(/<(script|img|svg|a|iframe|style|b)\b/i);
    expect(html.replace(/<code[^>]*>.*?<\/code>/gs, "")).not.toMatch(/@\w/);
  });

  test("keeps its code in a hint, and nothing else of Markdown", () => {
    expect(prose("Run `trueup doctor` for <b>*x*</b> @all")).toBe("Run `trueup doctor` for \\<b\\>\\*x\\*\\</b\\> @<!-- -->all");
  });
});

describe("a comment", () => {
  test("stays below the limit of the forges, and says what it left out", { timeout: 30_000 }, () => {
    const text = format.render(largeReport(500, 20));
    expect(Buffer.byteLength(text)).toBeLessThan(65_000);
    expect(text).toMatch(/\*\*Left out to fit a comment:\*\* .* tells everything\./);
    expect(text).toContain("coverage 30000/30000");
  });

  test("is whole where everything fits", () => {
    expect(format.render(scenario("drifted"))).not.toContain("Left out");
  });

  test("is never cut inside a block of code", { timeout: 30_000 }, () => {
    const fences = format.render(largeReport(15, 20)).split("\n").filter(line => /^ *```/.test(line));
    expect(fences.length).toBeGreaterThan(10);
    expect(fences.filter((_, i) => i % 2 === 1).every(line => line.trim() === "```")).toBe(true);
  });

  test("gives every stack a share, however much the first one has to tell", () => {
    const large = stack({ stack: "a/large", verdict: "drifted", resources: Array.from({ length: 3000 }, (_, i) => drifted(`first-${i}`, { path: "x", expected: i, actual: -i })) });
    const small = stack({ stack: "b/small", verdict: "drifted", resources: [drifted("the-other", { path: "x", expected: 1, actual: 2 })] });
    expect(format.render(report(large, small))).toContain("the-other");
  });

  test("holds with a hundred values of a megabyte", { timeout: 60_000 }, () => {
    const paths = Array.from({ length: 100 }, (_, i) => ({ path: `data[${i}]`, expected: "é".repeat(20_000), actual: `${"é".repeat(20_000)}${i}` }));
    expect(Buffer.byteLength(format.render(driftOf(...paths)))).toBeLessThan(65_000);
  });

  test("holds with ten thousand stacks in sync", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => stack({ stack: `service-${i}/prod` }));
    const text = format.render(report(...many));
    expect(Buffer.byteLength(text)).toBeLessThan(65_000);
    expect(text).toContain("in sync: 10,000 stacks");
  });
});

describe("fitting items into a room", () => {
  const item = (n: number) => ({ brief: `- ${n}`, full: `- ${n} in full`, resources: 1 });

  test("tells all in full where there is room", () => {
    expect(fit([{ heading: "# a", items: [item(1), item(2)] }], 1000)).toEqual({ text: "# a\n\n- 1 in full\n\n- 2 in full", shortened: 0, omitted: 0, omittedSections: 0 });
  });

  test("tells the later ones briefly where there is less", () => {
    const { text, shortened, omitted } = fit([{ heading: "# a", items: [item(1), item(2)] }], 60);
    expect([text, shortened, omitted]).toEqual(["# a\n\n- 1 in full\n\n- 2", 1, 0]);
  });

  test("tells nothing of a section whose first items have no room, rather than its bare heading", () => {
    expect(fit([{ heading: "# a", items: [item(1)] }], 20)).toEqual({ text: "", shortened: 0, omitted: 0, omittedSections: 1 });
  });

  test.each([50, 100, 200, 400, 800])("never takes more than %i bytes", room => {
    const sections = Array.from({ length: 9 }, (_, s) => ({ heading: `# ${s}`, items: Array.from({ length: 12 }, (_, i) => item(i)) }));
    const { text, shortened, omitted, omittedSections } = fit(sections, room);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room);
    const full = text.match(/in full/g)?.length ?? 0;
    expect(full + shortened + omitted + omittedSections * 12).toBe(9 * 12);
  });
});

/** The text that a reader sees of a piece of HTML. */
function textOf(html: string): string {
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&" };
  return html.replace(/<\/?(code|p)>/g, "").replace(/&(lt|gt|quot|#39|amp);/g, entity => entities[entity]!).trim();
}
