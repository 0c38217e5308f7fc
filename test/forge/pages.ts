import { marked } from "marked";

/** Markdown as the forge shows it. */
export function markdown(text: string): string {
  return marked.parse(text, { async: false, gfm: true });
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** A page for people: no script, nothing loaded. `title` is text, `content` HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main>
${content}
</main></body></html>
`;
}

export function labels(names: readonly string[]): string {
  return names.map(name => `<span class="label">${escape(name)}</span>`).join(" ");
}

/** What was said below an issue or a pull request. */
export function thread(comments: readonly { by: string; body: string }[]): string {
  return comments.map(({ by, body }) => `<section class="comment"><h3>${escape(by)} commented</h3>${markdown(body)}</section>`).join("\n");
}

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; background: #f6f8fa; margin: 0; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-weight: 400; } .number, small { color: #59636e; }
.state { color: #fff; border-radius: 2em; padding: .2em .8em; } .open { background: #1a7f37; } .merged { background: #8250df; } .closed { background: #cf222e; } .draft { background: #59636e; }
.label { background: #ddf4ff; border-radius: 2em; padding: .1em .7em; }
.body, .file, .comment { background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; padding: 0 1rem .3rem; overflow-x: auto; }
.file, .comment { padding: 0; margin-bottom: 1rem; } .file h3, .comment h3 { margin: 0; padding: .5rem 1rem; border-bottom: 1px solid #d1d9e0; font: 13px ui-monospace, monospace; }
.comment { padding: 0 1rem; margin-top: 1rem; } .comment h3 { margin: 0 -1rem; font: 13px system-ui, sans-serif; color: #59636e; }
.checks { list-style: none; padding: .5rem 1rem; background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; } .good::before { content: "✓ "; color: #1a7f37; } .bad::before { content: "✗ "; color: #cf222e; }
table { border-collapse: collapse; } td code { overflow-wrap: anywhere; } td, th { border: 1px solid #d1d9e0; padding: .3em .8em; text-align: left; }
li:has(> input[type=checkbox]) { list-style: none; margin-left: -1.4em; } li > p:has(> input[type=checkbox]) { margin-left: -1.4em; }
blockquote { margin: 1em 0; padding: 0 1em; border-left: .25em solid #d1d9e0; color: #59636e; }
code { background: #eff1f3; border-radius: 4px; padding: .1em .35em; font: 13px ui-monospace, monospace; }
pre { margin: 0; padding: .5rem 0; font: 13px/1.45 ui-monospace, monospace; } pre code { background: none; } .body pre, .comment pre { background: #f6f8fa; padding: .8rem; border-radius: 6px; margin: 0 0 1rem; }
pre span { display: inline-block; width: 100%; padding: 0 1rem; box-sizing: border-box; }
.added { background: #dafbe1; } .removed { background: #ffebe9; } .hunk { background: #ddf4ff; color: #59636e; }
`;
