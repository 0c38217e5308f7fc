import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export interface Photograph {
  /** PNG of the whole page. */
  picture: Buffer;
  /** The page's errors, and whatever it tried to load besides itself. */
  complaints: string[];
}

/** Opens a file in a browser, offline, and takes a picture. */
export function photograph(executablePath: string, file: string): Promise<Photograph> {
  return photographAt(executablePath, pathToFileURL(file).href);
}

/** Opens an address in a browser and takes a picture. */
export async function photographAt(executablePath: string, address: string): Promise<Photograph> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints: string[] = [];
    page.on("pageerror", error => complaints.push(error.message));
    page.on("console", message => void (message.type() === "error" && complaints.push(message.text())));
    page.on("request", request => void (request.url().startsWith("http") && !request.isNavigationRequest() && complaints.push(`it loads ${request.url()}`)));
    await page.goto(address);
    return { picture: await page.screenshot({ fullPage: true }), complaints };
  } finally {
    await browser.close();
  }
}
