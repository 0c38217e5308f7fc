import { iconSprite } from "../../reports/_html/icons.ts";
import { html, trusted, type Markup } from "../../reports/_html/markup.ts";
import { STYLE } from "../../reports/_html/style.ts";
import { DASHBOARD_STYLE } from "./style.ts";

/** The frame of every page of the dashboard; it runs no script and asks for nothing from anywhere. */
export function page(title: string, body: Markup, options: { refreshSeconds?: number } = {}): string {
  const { markup } = html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        ${options.refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${options.refreshSeconds}">`}
        <title>${title} · Trueup</title>
        <link rel="icon" href="data:,">
        <style>${trusted(STYLE + DASHBOARD_STYLE)}</style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${iconSprite()}
        ${body}
      </body>
    </html>`;
  return `<!doctype html>\n${markup}\n`;
}

/** The bar on top: where one is, and where else one can go. */
export function masthead(tone: string, heading: Markup, below: Markup): Markup {
  return html`
    <header class="verdict ${tone}">
      <div class="wide">
        <nav class="brand" aria-label="Trueup"><a href="/">Trueup</a> <a class="minor" href="/">stacks</a> <a class="minor" href="/scans">scans</a></nav>
        ${heading}
        ${below}
      </div>
    </header>`;
}
