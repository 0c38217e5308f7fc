import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { inlineDiff } from "../../reports/_html/inline-diff.ts";
import { html } from "../../reports/_html/markup.ts";
import { PALETTES } from "../../reports/_html/palette.ts";
import { format } from "../../reports/html.ts";
import { driftOf, drifted, report, scenario, SCENARIOS, stack } from "./report-builder.ts";

describe("what is put into a page", () => {
  test.each(["</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "`x`", "&lt;", "<!--", "]]>"])("stays text, in an element and in an attribute: %j", text => {
    const { markup } = html`<p title="${text}">${text}</p>`;
    expect(markup).toMatch(/^<p title="[^"<>'`]*">[^<>"'`]*<\/p>$/);
    expect(markup.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(`<p title="${text}">${text}</p>`);
  });

  test("leaves out what is absent, and keeps a zero", () => {
    expect(html`<p>${undefined}${false}${0}${[html`<b>${"<"}</b>`, "&"]}</p>`.markup).toBe("<p>0<b>&#60;</b>&#38;</p>");
  });
});

describe("the page", () => {
  test.each(SCENARIOS)("allows exactly the style and the script it has: %s", name => {
    const page = format.render(scenario(name));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll("&#39;", "'");
    for (const element of ["style", "script"]) {
      const [only, ...others] = [...page.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, "gs"))].map(match => match[1]!);
      expect(others).toEqual([]);
      expect(policy).toContain(`${element}-src 'sha256-${createHash("sha256").update(only!).digest("base64")}'`);
    }
    expect(policy).toMatch(/^default-src 'none';/);
  });

  test.each(SCENARIOS)("has no inline handler, no inline style and no address outside itself: %s", name => {
    const tags = [...format.render(scenario(name)).matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, "\"\""));
    expect(tags.filter(tag => /\s(on\w+|style|srcset|src|action)=/i.test(tag))).toEqual([]);
    const addresses = [...format.render(scenario(name)).matchAll(/\shref="([^"]*)"/g)].map(([, address]) => address!);
    expect(addresses.filter(address => !address.startsWith("#") && address !== "data:,")).toEqual([]);
  });

  test("is green only where everything was evaluated", () => {
    const verdictOf = (page: string) => /<header class="verdict (\w+)"/.exec(page)![1];
    expect(verdictOf(format.render(scenario("clean")))).toBe("clean");
    expect(verdictOf(format.render(scenario("nothing-evaluated")))).toBe("unknown");
    expect(verdictOf(format.render(report(stack({ coverage: { evaluated: 9, total: 10 } }))))).toBe("unknown");
    expect(format.render(report(stack({ coverage: { evaluated: 999, total: 1000 } })))).toContain("(99 %)");
  });

  test("gives each stack an address, also where two backends have one of the same name", () => {
    const page = format.render(report(stack({ backend: "eu" }), stack({ backend: "us" }), stack({ stack: "app/prod" })));
    expect([...page.matchAll(/id="([^"]*prod)"/g)].map(([, id]) => id)).toEqual(["eu:network/prod", "us:network/prod", "app/prod"]);
  });

  test("shows that a secret changed behind a lock, and no value", () => {
    const page = format.render(driftOf({ path: "password", expected: "[secret]", actual: "[secret]", secret: true }));
    expect(page).toContain(`<use href="#icon-lock"/></svg><strong>secret changed</strong>`);
  });

  test("tells who was asked, and who could not be confirmed", () => {
    const told = report(stack({ verdict: "partial", resources: [drifted("a")], callers: [{ identity: "reader", confirmed: false, note: "no answer" }] }));
    expect(format.render(told)).toContain("not confirmed: no answer");
  });
});

describe("an inline difference", () => {
  test("marks the words that differ", () => {
    const { expected, actual } = inlineDiff("db.r6g.large", "db.r6g.2xlarge");
    expect([expected.markup, actual.markup]).toEqual(["db.r6g.<del>large</del>", "db.r6g.<ins>2xlarge</ins>"]);
  });

  test("marks all where the two have little in common", () => {
    expect(inlineDiff("platform-team", "bob").actual.markup).toBe("<ins>bob</ins>");
  });

  test("escapes what it marks", () => {
    expect(inlineDiff("a <b>", "a <i>").expected.markup).not.toMatch(/<b>/);
  });
});

describe.each(Object.entries(PALETTES))("the %s palette", (_, palette) => {
  const tones = ["drifted", "unknown", "pending", "ignored", "clean"] as const;
  const pairs: [keyof typeof palette, keyof typeof palette][] = [
    ...(["ground", "surface", "sunken", "expected", "actual"] as const).map(ground => ["text", ground] as [keyof typeof palette, keyof typeof palette]),
    ...(["ground", "surface", "sunken"] as const).map(ground => ["muted", ground] as [keyof typeof palette, keyof typeof palette]),
    ...tones.flatMap(tone => [["text", `${tone}-ground`], ["muted", `${tone}-ground`], [tone, `${tone}-ground`], [tone, "surface"]] as [keyof typeof palette, keyof typeof palette][]),
    ["accent", "surface"],
  ];

  test.each(pairs)("%s can be read on %s (WCAG AA)", (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
