import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

export const NO_BROWSER = "no Chromium here: install one (`apt-get install chromium`) or name it in CHROMIUM";

/** Where a Chromium is; `undefined` where there is none. */
export function findBrowser(): string | undefined {
  return [process.env["CHROMIUM"], ...PLACES].find(path => path && existsSync(path));
}
