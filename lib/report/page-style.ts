import { Markup } from '@/lib/report/markup'

/** How the report looks: on a screen, and on A4. A state is told by a word and a sign, never by colour alone. */
export const pageStyle = new Markup(`
:root { color-scheme: light; --line: #b9b9b4; --muted: #55554f; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: #fff; color: #16160f;
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.15; margin: 0 0 .25rem; }
h2 { font-size: 1.4rem; line-height: 1.2; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 .25rem; }
h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
.lead { font-size: 1.1rem; margin: 0 0 1.25rem; }
a { color: #0b4a8f; }
code, pre { font: .9em/1.5 ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; }
pre { padding: .5rem .75rem; border: 1px solid var(--line); white-space: pre-wrap; }
dl { margin: .75rem 0; }
dl div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; padding: .2rem 0; border-top: 1px solid #e4e4df; }
dt { color: var(--muted); }
dd { margin: 0; white-space: pre-line; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #e4e4df; text-align: left; vertical-align: top; }
thead th, tfoot th, tfoot td { border-color: var(--line); }
.wide { overflow-x: auto; }
.counts { min-width: 38rem; overflow-wrap: normal; }
.counts thead th { font-size: .8125rem; vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.facts td:first-child { width: 11.5rem; font-variant-numeric: tabular-nums; }
.subject { display: block; font: .85em ui-monospace, Menlo, Consolas, monospace; }
.point { margin: 0 0 1.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left-width: 6px; }
.point.proven { border-left-color: #1d6b3a; }
.point.failed { border-left: 6px double #a3180f; }
.point.not_yet, .point.unchecked { border-left-style: dashed; border-left-color: #8a5a00; }
.point.said { border-left-style: dotted; border-left-color: #55554f; }
.id { font-variant-numeric: tabular-nums; color: var(--muted); margin-right: .25rem; }
.state { margin: 0; }
blockquote { margin: .75rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
blockquote p { margin: 0; white-space: pre-line; }
blockquote footer { color: var(--muted); }
figure { margin: 0 0 2rem; }
figcaption { margin-bottom: .5rem; font-size: .9375rem; }
img { display: block; max-width: 100%; border: 1px solid var(--line); }
.phone img { max-width: min(100%, 24rem); }
@media (max-width: 40rem) {
  dl div { grid-template-columns: 1fr; }
  .facts, .facts tbody, .facts tr, .facts td { display: block; width: auto; }
  .facts thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
}
@media screen { .print { display: none; } }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  h1 { font-size: 20pt; } h2 { font-size: 14pt; } h3 { font-size: 11pt; } h4 { font-size: 9.5pt; }
  table { font-size: 8.5pt; }
  h2, h3, h4, .state, thead { break-after: avoid; }
  tr, dl div, blockquote, pre, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  .summary + .section, #pictures { break-before: page; }
  .counts { min-width: 0; }
  .wide { overflow: visible; }
  .screen { display: none; }
  a { color: inherit; text-decoration: none; }
  figure { break-before: page; }
  figure:first-of-type { break-before: auto; }
  figure img, .phone img { max-width: 100%; max-height: 225mm; }
}
`)
