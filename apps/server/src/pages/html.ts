/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
:root { color-scheme: light dark; --ink: #2b2622; --paper: #faf7f2; --soft: #7a6f64; --line: #e4dccf; --accent: #9a4f2c; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece5da; --paper: #1d1a17; --soft: #a2968a; --line: #38322b; --accent: #e0946c; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 Georgia, 'Iowan Old Style', serif; }
main { max-width: 46rem; margin: 0 auto; padding: 12vh 1.5rem 4rem; }
h1 { font-size: 2.6rem; margin: 0 0 .2rem; letter-spacing: -.01em }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem }
p.lead { color: var(--soft); margin: 0 0 2rem; font-size: 1.15rem }
a { color: var(--accent) }
code, pre, .path { font: .85em/1.5 ui-monospace, 'SF Mono', Menlo, monospace }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0 }
table { border-collapse: collapse; width: 100% } td { padding: .25rem .6rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line) }
td.method { font: .75em ui-monospace, monospace; color: var(--soft) }
details { border-bottom: 1px solid var(--line); padding: .4rem 0 } summary { cursor: pointer } details > * { margin-left: .2rem }
pre { background: color-mix(in srgb, var(--line) 45%, transparent); padding: .7rem 1rem; overflow: auto; border-radius: 6px }
.soft { color: var(--soft) }
`;

/** A whole page with Dust's plain looks and nothing from outside. The body is HTML already. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>
${body}
</main></body></html>
`;
}
