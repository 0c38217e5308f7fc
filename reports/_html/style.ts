import { declarations, PALETTES } from "./palette.ts";

const TONES = ["drifted", "violating", "unknown", "pending", "ignored", "clean"];

const toneRules = TONES.map(tone => `
.badge.${tone}, .chip.${tone}, .verdict.${tone} h1 .icon, .tile.${tone} b { color: var(--${tone}) }
.badge.${tone}, .chip.${tone} { background: var(--${tone}-ground) }
.stack.${tone} > details > summary > .icon, .stack.${tone} > .icon, .legend .${tone} .icon { color: var(--${tone}) }
.stack.${tone} { border-left-color: var(--${tone}) }
.verdict.${tone} { background: linear-gradient(var(--${tone}-ground), var(--surface)); border-top-color: var(--${tone}) }
.tile.${tone}:has(:checked) { border-color: var(--${tone}); box-shadow: 0 0 0 1px var(--${tone}) }
.bar .${tone} { fill: var(--bar-${tone}, var(--${tone})) }
.filters:has(#show-${tone}:checked) ~ #stacks .stack:not(.has-${tone}) { display: none }`).join("");

/** The style sheet of the page. */
export const STYLE = `
:root { color-scheme: light dark; ${declarations(PALETTES.light)}; --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
@media (prefers-color-scheme: dark) { :root { ${declarations(PALETTES.dark)} } }
*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif }
.wide { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem }
h1, h2, h3, p, ul, dl, dd, pre, fieldset { margin: 0; padding: 0; border: 0 }
ul { list-style: none }
code, pre { font-family: var(--mono); font-size: .88em; overflow-wrap: anywhere; white-space: pre-wrap; unicode-bidi: isolate }
strong, h3, dd, .owner { unicode-bidi: isolate; overflow-wrap: anywhere }
.is, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip:focus { position: fixed; z-index: 3; top: .5rem; left: .5rem; padding: .5rem 1rem; background: var(--surface); color: var(--accent); border-radius: 6px }
:focus-visible, .tile:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px }
.icon { width: 1.25rem; height: 1.25rem; flex: none; color: var(--muted) }
.sprite { position: absolute; width: 0; height: 0 }

.verdict { border-top: 5px solid; border-bottom: 1px solid var(--line); padding: 1.4rem 0 1.5rem }
.brand { font-weight: 700; letter-spacing: .01em }
.brand span { font-weight: 400; color: var(--muted) }
h1 { display: flex; gap: .7rem; align-items: flex-start; margin: .7rem 0 .4rem; font-size: clamp(1.35rem, 1rem + 1.7vw, 2.05rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance }
h1 .icon { width: 1.15em; height: 1.15em; margin-top: .02em }
.caveats { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; color: var(--text) }
.caveats li::before { content: "– "; color: var(--muted) }
.cover { margin: 1.1rem 0 .9rem }
.cover p { font-size: .95rem; margin-bottom: .4rem }
.bar { display: block; width: 100%; height: .75rem; border-radius: .4rem; background: var(--ignored-ground) }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: .85rem }
.facts div { display: flex; gap: .4rem; min-width: 0 }
.facts dt { color: var(--muted); flex: none }
.facts dd { min-width: 0 }

.filters { padding: 1.1rem 0 .4rem }
fieldset { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .6rem; min-width: 0 }
.tile { display: grid; align-content: start; padding: .65rem .9rem .6rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; cursor: pointer }
.tile:hover { border-color: var(--muted) }
.tile:has(:checked) { border-color: var(--text); box-shadow: 0 0 0 1px var(--text) }
.tile input { position: absolute; opacity: 0 }
.tile b { font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums }
.tile:has(:disabled) { cursor: default; border-style: dashed; background: none }
.tile .title { font-weight: 600 }
.where { font-size: .82rem; color: var(--muted) }
.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .6rem }
.search input { flex: 1 1 18rem; min-width: 0; padding: .55rem .8rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--muted); border-radius: 8px }
.search input::placeholder { color: var(--muted); opacity: 1 }
.search button { padding: .55rem .8rem; font: inherit; font-size: .9rem; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; cursor: pointer }
.search button:hover { border-color: var(--muted) }
#found { flex-basis: 100%; font-size: .85rem; color: var(--muted); min-height: 1.3em }

h2 { font-size: .95rem; font-weight: 600; color: var(--muted); margin: 0 0 .6rem }
.in-sync { margin-top: 1.4rem }
.stack { background: var(--surface); border: 1px solid var(--line); border-left: 4px solid; border-radius: 10px; margin-bottom: .6rem }
.many .stack { content-visibility: auto; contain-intrinsic-size: auto 3.2rem }
summary { list-style: none; cursor: pointer; display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: center }
summary::-webkit-details-marker { display: none }
summary::after { content: ""; flex: none; width: .45rem; height: .45rem; margin: 0 .25rem; border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg) }
details[open] > summary::after { transform: rotate(45deg) }
.stack > details > summary { padding: .7rem .9rem }
.stack > details > summary:hover h3 { text-decoration: underline; text-underline-offset: 3px }
h3 { font-size: 1.05rem; font-weight: 650 }
.badge { padding: .1rem .55rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; white-space: nowrap }
.chips { display: flex; flex-wrap: wrap; gap: .35rem; flex: 1 }
.chip { padding: .1rem .5rem; border-radius: 5px; font-size: .8rem }
.coverage { font-size: .85rem; font-variant-numeric: tabular-nums; color: var(--muted) }
.coverage.short { color: var(--unknown); font-weight: 650 }
.body { padding: 0 .9rem .9rem; display: grid; gap: .7rem; grid-template-columns: minmax(0, 1fr) }
.caller { display: block }
.sure { color: var(--clean) }
.doubt { color: var(--unknown); font-weight: 600 }
.why, .item > details > p:not(.urn), .item > details > pre { display: grid; gap: .4rem }
.why { padding: .7rem .9rem; background: var(--unknown-ground); border-radius: 8px }
pre { padding: .5rem .7rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; max-height: 20rem; overflow: auto }
.why pre { background: var(--surface) }
.meaning { color: var(--muted) }
.next { display: block !important }
.next code { background: var(--sunken); border: 1px solid var(--line); border-radius: 5px; padding: .05rem .35rem; user-select: all }

.items { display: grid; gap: .45rem; grid-template-columns: minmax(0, 1fr) }
.item { border: 1px solid var(--line); border-radius: 8px; background: var(--surface) }
.item summary { padding: .5rem .7rem }
.item summary > code { color: var(--muted) }
.item .count { flex: 1; text-align: right; font-size: .82rem; color: var(--muted) }
.item > details > :not(summary) { margin: 0 .7rem .6rem }
.urn { font-size: .82rem; color: var(--muted) }
.urn code { user-select: all }
.names { columns: 20rem; column-gap: 1.5rem; font-size: .92rem }
.names code { color: var(--muted) }
.heads, .path { display: grid; grid-template-columns: minmax(9rem, 1.1fr) minmax(0, 2fr) minmax(0, 2fr); gap: 0 .9rem }
.heads { font-size: .78rem; color: var(--muted); padding: 0 .1rem .2rem; margin-bottom: 0 !important }
.path { border-top: 1px solid var(--line); padding: .4rem .1rem }
.name code { font-weight: 600 }
.name small { display: block; color: var(--muted); font-size: .8rem; line-height: 1.35 }
.name small code { font-weight: 400 }
.side em, .absent { color: var(--muted) }
del, ins { text-decoration: none; border-radius: 3px; padding: .05em .1em; margin: 0 -.1em; -webkit-box-decoration-break: clone; box-decoration-break: clone }
del { background: var(--expected) }
ins { background: var(--actual) }
.secret { grid-column: 2 / -1; display: flex; flex-wrap: wrap; gap: .2rem .5rem; align-items: center }
.secret span { color: var(--muted) }
.lines { grid-column: 2 / -1; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 .9rem; align-content: start }
.lines code { padding: 0 .4rem; min-height: 1.5em; border-left: 2px solid transparent }
.lines .whole del, .lines .whole ins { background: none; padding: 0; margin: 0 }
.lines .old.whole { background: var(--expected) }
.lines .new.whole { background: var(--actual) }
.lines .old { border-color: var(--pending) }
.lines .new { border-color: var(--drifted) }
.gap, .note { grid-column: 1 / -1; font-size: .8rem; color: var(--muted); padding: .1rem .4rem }
.gap { border-block: 1px dashed var(--line); margin: .15rem 0 }

.clean-list { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: .5rem }
.clean-list .stack { display: flex; gap: .6rem; align-items: center; padding: .5rem .8rem; margin: 0 }
.clean-list .coverage { margin-left: auto }
.clean-list { align-items: start }
.clean-list .stack:has(.known) { flex-wrap: wrap }
.clean-list .known { flex-basis: 100% }
.known > summary { color: var(--muted); font-size: .88rem; gap: .3rem; width: fit-content }
.known > summary::after { width: .35rem; height: .35rem }
.known[open] > summary { margin-bottom: .5rem }
.known .item { padding: .5rem .7rem }
.known-of { margin-bottom: .4rem }
.owner { font-size: .85rem; color: var(--muted) }
.identities, .legend { margin-top: 1.8rem }
.unbroken, .unbroken code { white-space: nowrap; overflow-wrap: normal; word-break: normal }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 10px }
table { border-collapse: collapse; width: 100%; min-width: 42rem; font-size: .88rem }
th, td { text-align: left; padding: .45rem .8rem; vertical-align: top }
tbody th, td:nth-child(4) { white-space: nowrap }
thead th { color: var(--muted); font-weight: 400 }
tbody tr { border-top: 1px solid var(--line) }
.legend { padding-bottom: 3rem; color: var(--muted); font-size: .88rem }
.legend dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: .8rem 1.6rem; margin-bottom: 1rem }
.legend dt { display: flex; gap: .4rem; align-items: center; font-weight: 600; color: var(--text) }
.legend dd { margin-left: 1.65rem }
${toneRules}
.tile:has(:disabled) b { color: var(--muted); font-weight: 400 }
.clean-list .stack { border-left: 1px solid var(--line) }
.filters:has(#show-drifted:checked) ~ #stacks .item:not(.drifted), .filters:has(#show-unknown:checked) ~ #stacks .item:not(.unknown), .filters:has(#show-ignored:checked) ~ #stacks .item:not(.ignored) { display: none }
.filters:has(#show-all:not(:checked)) ~ #stacks h2, .filters:has(#search:not(:placeholder-shown)) ~ #stacks h2 { display: none }

@media (max-width: 44rem) {
  .wide { padding: 0 .8rem }
  fieldset { grid-template-columns: 1fr 1fr; gap: .4rem }
  .tile { padding: .45rem .7rem }
  .tile b { font-size: 1.3rem }
  .chips { flex-basis: 100%; order: 1 }
  summary { position: relative }
  .stack > details > summary, .item summary { padding-right: 2rem }
  summary::after { position: absolute; right: .8rem; top: 1.05rem }
  .item summary::after { top: .85rem }
  .stack > details > summary .coverage { margin-left: auto }
  .item .count { text-align: left }
  .heads { display: none }
  .path { grid-template-columns: minmax(0, 1fr); gap: .2rem }
  .secret, .lines { grid-column: 1 }
  .side .is, .absent .is { position: static; width: auto; height: auto; overflow: visible; clip-path: none; display: inline-block; min-width: 5rem; color: var(--muted); font-size: .82rem }
  .lines { grid-template-columns: minmax(0, 1fr) }
  .lines .again, .lines .none { display: none }
}
@media (prefers-reduced-motion: no-preference) { summary::after { transition: transform .12s } }
@media (forced-colors: active) { del, ins { outline: 1px solid } .bar rect { stroke: CanvasText } }
@media print {
  :root { ${declarations(PALETTES.light)}; color-scheme: light }
  body { background: none; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .search, .skip, .tile input, summary::after { display: none !important }
  .many .stack { content-visibility: visible }
  .item, .clean-list .stack, summary { break-inside: avoid }
  summary, h2 { break-after: avoid }
  pre { max-height: none }
}
`;
