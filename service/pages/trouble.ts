import { icon } from "../../reports/_html/icons.ts";
import { html, prose } from "../../reports/_html/markup.ts";
import { masthead, page } from "./page.ts";

/** What went wrong, and where to go on. */
export function troublePage(message: string, hint: string): string {
  return page("Trouble", html`${masthead("unknown", html`<h1>${icon("unknown")}<span>${message}</span></h1>`, html`<p>${prose(hint)}</p>`)}<main class="wide" id="main"></main>`);
}
