import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, vi } from "vitest";
import type { ScanReport } from "../../model/scan-report.ts";
import { format } from "../../reports/html.ts";
import { testInFolder as test } from "../scratch-folder.ts";
import { findBrowser, NO_BROWSER } from "./find-browser.ts";
import { largeReport, scenario, SCENARIOS } from "./report-builder.ts";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PICTURE = join(import.meta.dirname, "../../docs/images/report.png");

/** Where the browser knows trusted types, it throws before it refuses. */
const INJECTION = `try { const script = document.createElement("script"); script.append("document.title = 'owned'"); document.body.append(script) } catch {}`;

/** Milliseconds from typing to the answer on the screen; timed in the page, because finding an element in a page of this size takes longer. */
const SEARCH_FOR_ONE = `(async () => {
  const search = document.getElementById("search");
  const started = performance.now();
  search.value = "resource-444-7";
  search.dispatchEvent(new Event("input"));
  while (!document.getElementById("found").textContent) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - started;
})()`;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("the page in a browser", () => {
  let browser: Browser | undefined;

  beforeAll(async () => {
    const executablePath = findBrowser();
    if (executablePath) browser = await chromium.launch({ executablePath, args: ARGS });
  });
  beforeEach(({ skip }) => skip(!browser, NO_BROWSER));
  afterAll(() => browser?.close());

  /** Opens the report from a file, as an attachment or an artifact is opened; collects whatever it asks for or complains of. */
  async function open(dir: string, report: ScanReport, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
    const file = join(dir, "report.html");
    writeFileSync(file, format.render(report));
    const page = await browser!.newPage({ viewport: { width: 1200, height: 900 }, ...options });
    const complaints: string[] = [];
    page.on("console", message => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", error => complaints.push(`error: ${error.message}`));
    page.on("dialog", dialog => complaints.push(`dialog: ${dialog.message()}`));
    page.on("request", request => void (request.url() !== pathToFileURL(file).href && complaints.push(`request: ${request.url()}`)));
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  const shown = (page: Page) => page.locator(".stack:visible h3").allTextContents();

  for (const name of SCENARIOS) {
    test(`shows ${name} in light and dark without a complaint, a request or a line too wide for a phone`, async ({ dir }) => {
      const { page, complaints } = await open(dir, scenario(name), { viewport: { width: 360, height: 740 } });
      await page.getByRole("button", { name: "Expand all" }).click();
      const pictures = [];
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        pictures.push(await page.screenshot());
      }
      expect(pictures[0]!.equals(pictures[1]!)).toBe(false);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      expect(await page.title()).not.toBe("owned");
      expect(complaints).toEqual([]);
      await page.close();
    });
  }

  test("filters by what was found, and says how much it shows", async ({ dir }) => {
    const { page } = await open(dir, scenario("drifted"));
    expect(await shown(page)).toHaveLength(12);
    await page.getByRole("radio", { name: /not evaluated/ }).check({ force: true });
    expect(await shown(page)).toEqual(["data/prod", "iam/prod", "analytics/prod", "app/staging"]);
    expect(await page.locator(".item:visible").count()).toBe(3);
    expect(await page.getByRole("status").textContent()).toBe("Showing 4 of 12 stacks.");
    await page.getByRole("radio", { name: /^in sync/ }).check({ force: true });
    expect(await shown(page)).toEqual(["app/dev", "dns/prod", "network/staging", "monitoring/prod"]);
    await page.close();
  });

  test("finds a value inside a resource that was closed, and closes it again", async ({ dir }) => {
    const { page } = await open(dir, scenario("drifted"));
    const route = page.getByText("tgw-0aa11bb22cc33dd44");
    expect(await route.isVisible()).toBe(false);
    await page.keyboard.press("/");
    await page.keyboard.type("TGW-0aa private");
    await page.getByText("Showing 1 of 12 stacks.").waitFor();
    expect(await route.isVisible()).toBe(true);
    expect(await page.locator(".item:visible").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await shown(page)).toHaveLength(12);
    expect(await route.isVisible()).toBe(false);
    await page.getByRole("searchbox").fill("no such thing");
    await page.getByText("No stack matches.").waitFor();
    await page.close();
  });

  test("is worked with the keyboard alone", async ({ dir }) => {
    const { page } = await open(dir, scenario("drifted"));
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the stacks");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    expect(await shown(page)).toEqual(["network/prod", "data/prod", "app/prod"]);
    const first = page.locator(".stack summary").first();
    await first.focus();
    await page.keyboard.press("Space");
    expect(await page.locator(".stack .body").first().isVisible()).toBe(false);
    await page.close();
  });

  test("can be read and filtered where scripts do not run", async ({ dir }) => {
    const { page } = await open(dir, scenario("drifted"), { javaScriptEnabled: false });
    expect(await page.getByText("db-password", { exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole("searchbox").isVisible()).toBe(false);
    await page.getByRole("radio", { name: /^pending/ }).check({ force: true });
    expect(await shown(page)).toEqual(["cdn/prod"]);
    await page.close();
  });

  test("leads to one stack by its address", async ({ dir }) => {
    const { page } = await open(dir, largeReport(30, 20));
    await page.evaluate("location.hash = '#service-17/prod'");
    await page.getByText("resource-17-3", { exact: true }).waitFor();
    await page.close();
  });

  test("prints with everything open", async ({ dir }) => {
    const { page } = await open(dir, largeReport(30, 20));
    expect(await page.locator("details:not([open])").count()).toBeGreaterThan(500);
    await page.evaluate("dispatchEvent(new Event('beforeprint')); 0");
    expect(await page.locator("details:not([open])").count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint')); 0");
    expect(await page.locator("details:not([open])").count()).toBeGreaterThan(500);
    await page.close();
  });

  test("runs no script but its own", async ({ dir }) => {
    const { page, complaints } = await open(dir, scenario("clean"));
    await page.evaluate(INJECTION);
    expect(await page.title()).not.toBe("owned");
    expect(complaints.join()).toMatch(/Content Security Policy|TrustedScript/);
    await page.close();
  });

  test("stays quick with five hundred stacks of twenty drifts", async ({ dir }) => {
    const { page, complaints } = await open(dir, largeReport(500, 20));
    const took = (await page.evaluate(SEARCH_FOR_ONE)) as number;
    expect(await page.locator("#found").textContent()).toBe("Showing 1 of 500 stacks.");
    // It takes half a second; the rest is for machines as busy as those that test.
    expect(took).toBeLessThan(4_000);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("looks like the picture of the README", async ({ dir }) => {
    const { page } = await open(dir, scenario("drifted"), { viewport: { width: 1200, height: 860 } });
    const picture = await page.screenshot();
    if (process.env["UPDATE_GOLDEN"] === "1") {
      mkdirSync(join(PICTURE, ".."), { recursive: true });
      writeFileSync(PICTURE, picture);
    }
    expect(picture.byteLength).toBeLessThan(250_000);
    await page.close();
  });
});
