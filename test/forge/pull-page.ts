import { marked } from "marked";
import type { ChangedFile, Pull } from "./pulls.ts";

/** The page of a pull request as a person sees it: title, body, and what it changes. No script, nothing loaded. */
export function pullPage(pull: Pull, files: ChangedFile[]): string {
  const status = pull.mergedAt ? "merged" : pull.state;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(pull.title)} · #${pull.number}</title><style>${STYLE}</style></head>
<body><main>
<h1>${escape(pull.title)} <span class="number">#${pull.number}</span></h1>
<p><span class="state ${status}">${status}</span> wants to merge <code>${escape(pull.head)}</code> into <code>${escape(pull.base)}</code> ${pull.labels.map(name => `<span class="label">${escape(name)}</span>`).join(" ")}</p>
<section class="body">${marked.parse(pull.body, { async: false, gfm: true })}</section>
<h2>Files changed</h2>
${files.map(fileSection).join("\n")}
</main></body></html>
`;
}

function fileSection({ filename, additions, deletions, patch }: ChangedFile): string {
  return `<section class="file"><h3>${escape(filename)} <small>+${additions} −${deletions}</small></h3><pre>${patch.split("\n").map(diffLine).join("\n")}</pre></section>`;
}

function diffLine(line: string): string {
  const kind = line.startsWith("@@") ? "hunk" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same";
  return `<span class="${kind}">${escape(line)}</span>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; background: #f6f8fa; margin: 0; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-weight: 400; } .number, small { color: #59636e; }
.state { color: #fff; border-radius: 2em; padding: .2em .8em; } .open { background: #1a7f37; } .merged { background: #8250df; } .closed { background: #cf222e; }
.label { background: #ddf4ff; border-radius: 2em; padding: .1em .7em; }
.body, .file { background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; padding: 0 1rem; overflow-x: auto; }
.file { padding: 0; margin-bottom: 1rem; } .file h3 { margin: 0; padding: .5rem 1rem; border-bottom: 1px solid #d1d9e0; font: 13px ui-monospace, monospace; }
table { border-collapse: collapse; } td code { overflow-wrap: anywhere; } td, th { border: 1px solid #d1d9e0; padding: .3em .8em; text-align: left; }
code { background: #eff1f3; border-radius: 4px; padding: .1em .35em; font: 13px ui-monospace, monospace; }
pre { margin: 0; padding: .5rem 0; font: 13px/1.45 ui-monospace, monospace; } pre code { background: none; } .body pre { background: #f6f8fa; padding: .8rem; border-radius: 6px; margin: 0 0 1rem; }
pre span { display: inline-block; width: 100%; padding: 0 1rem; box-sizing: border-box; }
.added { background: #dafbe1; } .removed { background: #ffebe9; } .hunk { background: #ddf4ff; color: #59636e; }
`;
