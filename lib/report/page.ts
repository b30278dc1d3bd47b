import type { AssessedPoint, Assessment } from '@/lib/golive/assessment'
import type { PointState } from '@/lib/golive/check'
import { linkTo, subjectOf } from '@/lib/golive/evidence'
import { stateTitles } from '@/lib/golive/words'
import { html, type Markup } from '@/lib/report/markup'
import { type AssessedFact, type AssessedSection, factsOf, sectionsOf } from '@/lib/report/order'
import { pageStyle } from '@/lib/report/page-style'
import type { Picture } from '@/lib/report/picture'
import { stateSigns } from '@/lib/report/states'
import { inGroups } from '@/lib/signing-key'

/** What stands in the report beside the points. */
export interface PageParts {
  assessment: Assessment
  pictures: readonly Picture[]
  /** Why there are none, or not all. */
  picturesNote: string
  /** The same in the form of the security tools, with the name under which it is saved. */
  json: { name: string; content: string }
  /** The fingerprint of the key that signs it; undefined where none does. */
  key: string | undefined
}

/** A moment as it is written in every report, wherever it is made: "26 November 2026" would be a locale's. */
const moment = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`

const time = (iso: string) => html`<time datetime="${iso}">${moment(iso)}</time>`

/** The report as one page that needs nothing else: no script, no file, no network. Ends with a line end. */
export function reportPage({ assessment, pictures, picturesNote, json, key }: PageParts): string {
  const { shop, mode, asOf } = assessment
  const sections = sectionsOf(assessment)
  const title = `Go-live report of ${shop.name}`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
${key !== undefined && html`<meta name="signing-key" content="${key}">\n`}<title>${title}, ${moment(asOf)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">As of ${time(asOf)}, in ${mode} mode.</p>
${shopFacts(assessment, key)}
</header>
<main>
${summary(sections)}
${sections.map((section) => sectionPart(section, shop.url))}
${picturesPart(pictures, picturesNote)}
${checkPart(key, json)}
</main>
</body>
</html>
`
  return page.text
}

function facts(rows: readonly (readonly [string, Markup | string | undefined])[]): Markup {
  const known = rows.filter(([, value]) => value !== undefined && value !== '')
  return html`<dl>${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`
}

function shopFacts({ shop, company, mode, project, versions, asOf }: Assessment, key: string | undefined) {
  return facts([
    ['Shop', shop.name],
    ['Address', shop.url],
    ['Company', company.name],
    ['Registration', company.registration],
    ['Registered address', company.address],
    ['Mode', mode],
    ['Project', `${project} (start of the SHA-256 of its key)`],
    ['As of', time(asOf)],
    [
      'Versions',
      `shop ${versions.shop}, Next ${versions.next}, Node ${versions.node}, database ${versions.migration}`,
    ],
    ['Commit', versions.commit],
    [
      'Signed by key',
      key === undefined ? 'not signed: the shop has no signing key' : html`<code>${inGroups(key)}</code>`,
    ],
  ])
}

const states = Object.keys(stateTitles) as PointState[]

const stateName = (state: PointState) => `${stateSigns[state]} ${stateTitles[state]}`

function countOf(points: readonly AssessedPoint[], state: string): number {
  return points.filter((point) => point.state === state).length
}

function summary(sections: readonly AssessedSection[]): Markup {
  const all = sections.flatMap(({ points }) => points)
  const row = (title: Markup | string, points: readonly AssessedPoint[]) =>
    html`<tr><th scope="row">${title}</th>${states.map(
      (state) => html`<td class="number">${countOf(points, state)}</td>`,
    )}<td class="number">${points.length}</td></tr>\n`
  return html`<section class="summary">
<h2>Summary</h2>
<div class="wide" role="region" aria-label="Points by section and state" tabindex="0"><table class="counts">
<thead><tr><th scope="col">Section</th>${states.map((state) => html`<th scope="col" class="number">${stateName(state)}</th>`)}<th scope="col" class="number">Points</th></tr></thead>
<tbody>
${sections.map(({ id, title, points }) => row(html`<a href="#section-${id}">${id}. ${title}</a>`, points))}</tbody>
<tfoot>${row('All', all)}</tfoot>
</table></div>
<p>Each proven point lists the evidence it rests on. What a person attested is shown as attested, and proves nothing by itself.</p>
</section>`
}

function sectionPart({ id, title, points }: AssessedSection, url: string): Markup {
  return html`<section id="section-${id}" class="section">
<h2>${id}. ${title}</h2>
${points.map((point) => pointPart(point, url))}
</section>
`
}

function pointPart(point: AssessedPoint, url: string): Markup {
  const all = factsOf(point)
  const of = (kind: AssessedFact['kind']) => all.filter((fact) => fact.kind === kind)
  const { sample, statement, rule } = point
  return html`<article id="${point.id}" class="point ${point.state}">
<h3><span class="id">${point.id}</span> ${point.title}</h3>
<p class="state"><strong>${stateName(point.state)}.</strong> ${point.sentence}</p>
${facts([
  ['Requirement', point.asked],
  ['Source', point.sources.map(({ document, number }) => `Paymentwall’s ${document}, ${number}`).join('; ')],
  ['Criterion', point.criterion],
  ['Error', point.error],
  ['Passed', sample && `${sample.passed} of ${sample.of}`],
  ['Valid until', point.freshUntil === undefined ? undefined : time(point.freshUntil)],
  ['Evidence is valid for', `${point.freshDays} days`],
  ['Reason', point.rationale],
  ['Limits', point.limits],
  ['What to do', point.state === 'proven' || point.state === 'not_used' ? undefined : point.fix],
  ['Checked by', rule === undefined ? 'a person' : `rule ${point.id}, version ${rule}`],
])}
${statement && html`<blockquote><p>${statement.text}</p><footer>Attested by ${statement.name} on ${time(statement.saidAt)}; valid until ${time(statement.until)}.</footer></blockquote>`}
${factTable('Evidence', of('proof'), url)}
${factTable('Attempts that failed, as they should', of('attack'), url)}
${factTable('Faults', of('fault'), url)}
${
  point.flags.length > 0 &&
  html`<h4>Reviewer’s flags</h4>
<ul>${point.flags.map(({ reason, at, answer }) => html`<li>${time(at)}: ${reason} <br>Answer: ${answer ?? 'none yet'}</li>\n`)}</ul>`
}
</article>
`
}

function factTable(title: string, found: readonly AssessedFact[], url: string): Markup | undefined {
  if (found.length === 0) return undefined
  return html`<h4>${title}</h4>
<table class="facts">
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Result</th></tr></thead>
<tbody>
${found.map(
  (fact) =>
    html`<tr><td>${time(fact.at)}</td><td>${fact.what}${subjectLink(fact, url)}</td><td>${fact.seen}</td></tr>\n`,
)}</tbody>
</table>`
}

/** The evidence in the shop, for those who may see it there. */
function subjectLink({ subject }: AssessedFact, url: string): Markup | undefined {
  if (subject === undefined) return undefined
  const known = subjectOf(subject)
  const link = known && linkTo(known, 'REVIEWER')
  const address = link?.startsWith('/') && URL.canParse(link, url) ? new URL(link, url) : undefined
  if (address?.origin !== url) return html` <span class="subject">${subject}</span>`
  return html` <a class="subject" href="${address.href}" rel="noreferrer">${subject}</a>`
}

function picturesPart(pictures: readonly Picture[], note: string): Markup {
  return html`<section id="pictures" class="section">
<h2>Screenshots of the shop</h2>
${note !== '' && html`<p>${note}</p>`}
${pictures.map(
  ({ title, device, path, takenAt, contentType, content, digest }) => html`<figure class="${device}">
<figcaption>${title}, on a ${device}: <code>${path}</code>, ${time(takenAt)}. SHA-256 <code>${digest}</code></figcaption>
<img alt="${title}, on a ${device}" src="data:${contentType};base64,${Buffer.from(content).toString('base64')}">
</figure>
`,
)}
</section>`
}

function checkPart(key: string | undefined, { name, content }: PageParts['json']): Markup {
  const data = Buffer.from(content).toString('base64')
  return html`<section id="check" class="section">
<h2>How to check this report</h2>
${
  key === undefined
    ? html`<p>It is not signed, so changes to it can’t be detected.</p>`
    : html`<p>Keep the file as downloaded: printing it or saving it again from a browser changes it. With the shop’s source code, and without a network:</p>
<pre>npm run go-live -- verify FILE</pre>
<p>This says whether the file is unaltered, and which key signed it. To confirm that the key is this shop’s, compare the fingerprint with the one in the back office or at <code>/.well-known/go-live-key</code>, or let the command do it:</p>
<pre>npm run go-live -- verify FILE --shop https://…</pre>
<p class="print">To check a PDF, keep the signature file, <code>.dsse.json</code>, beside it.</p>
<p class="screen">The signature is in the last line: a DSSE envelope (Ed25519) around an in-toto statement over the SHA-256 of everything before that line.</p>
<p>SHA-256 fingerprint of the key:<br><code>${inGroups(key)}</code></p>`
}
<p class="screen">For tools that read HDF (InSpec, Heimdall, SAF): <a download="${name}" href="data:application/json;base64,${data}">download the JSON</a>.</p>
</section>`
}
