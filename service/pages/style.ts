/** What the dashboard needs besides the style of a report. */
export const DASHBOARD_STYLE = `
nav.brand { display: flex; gap: 1.1rem; align-items: baseline }
nav a { color: var(--text); text-decoration: none }
.facts a { color: var(--accent) }
nav a:hover, td a:hover, th a:hover { text-decoration: underline; text-underline-offset: 3px }
nav .minor { font-weight: 400; color: var(--muted) }
.find { display: flex; flex-wrap: wrap; gap: .5rem; padding: 1.1rem 0 .8rem }
.find input, .find select { flex: 1 1 12rem; min-width: 0; padding: .55rem .8rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--muted); border-radius: 8px }
.find select { flex: 0 1 12rem }
.find button { padding: .55rem .9rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; cursor: pointer }
table a { color: var(--text); font-weight: 600; text-decoration: none }
td .badge { white-space: nowrap }
td small, th small { display: block; color: var(--muted); font-weight: 400 }
.number { text-align: right; font-variant-numeric: tabular-nums }
.empty { padding: 1.2rem; color: var(--muted) }
main h2 { margin-top: 1.6rem }
main { padding-bottom: 3rem }
progress { width: 100%; height: .6rem; accent-color: var(--accent) }
`;
