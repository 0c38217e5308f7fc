import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** Opens a file in a browser, offline, and takes a picture of the whole page. `complaints` are the page's errors and whatever it tried to load. */
export async function photograph(executablePath: string, file: string): Promise<{ picture: Buffer; complaints: string[] }> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints: string[] = [];
    page.on("pageerror", error => complaints.push(error.message));
    page.on("console", message => void (message.type() === "error" && complaints.push(message.text())));
    page.on("request", request => void (request.url().startsWith("http") && complaints.push(`it loads ${request.url()}`)));
    await page.goto(pathToFileURL(file).href);
    return { picture: await page.screenshot({ fullPage: true }), complaints };
  } finally {
    await browser.close();
  }
}
