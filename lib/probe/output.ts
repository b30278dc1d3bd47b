import type { Assessment } from '@/lib/golive/assessment'
import type { PointState } from '@/lib/golive/check'
import type { Finding } from '@/lib/probe/check'
import type { Probed, ProbeResult } from '@/lib/probe/probe'
import { hdfReport } from '@/lib/report/hdf'
import { stateSigns } from '@/lib/report/states'
import { versions } from '@/lib/version'

const stateWords = {
  proven: 'proven',
  failed: 'FAILED',
  not_used: 'not used',
  unchecked: 'could not be checked',
} as const satisfies Record<Finding['state'], string> & Partial<Record<PointState, string>>

/** What was found, as a table for a terminal: the state, the point and the sentence of each check. */
export function tableOf({ probed }: ProbeResult): string[] {
  const rows = probed.map(({ check, finding }) => ({
    state: `${stateSigns[finding.state]} ${stateWords[finding.state]}`,
    id: check.id,
    lines: [check.title, ...detailsOf(finding)],
  }))
  const stateWidth = Math.max(...rows.map(({ state }) => state.length))
  const idWidth = Math.max(...rows.map(({ id }) => id.length))
  const indent = ' '.repeat(stateWidth + idWidth + 4)
  const table = rows.flatMap(({ state, id, lines: [title, ...details] }) => [
    `${state.padEnd(stateWidth)}  ${id.padEnd(idWidth)}  ${title}`,
    ...details.map((line) => `${indent}${line}`),
  ])
  return [...table, '', summaryOf(probed)]
}

/** The sentence, and for a fault all that is wrong. */
function detailsOf({ state, sentence, facts }: Finding): string[] {
  const faults = facts.filter(({ kind }) => kind === 'fault')
  if (state !== 'failed' || faults.length === 0) return [sentence]
  return faults.map(({ what, seen }) => `${what}: ${seen}`)
}

function summaryOf(probed: readonly Probed[]): string {
  const count = (state: Finding['state']) => probed.filter(({ finding }) => finding.state === state).length
  const words = Object.keys(stateWords) as Finding['state'][]
  return `${words.map((state) => `${count(state)} ${stateWords[state].toLowerCase()}`).join(', ')}.`
}

/** What was found, as Exec JSON, the form of the go-live report (lib/report/hdf.ts). */
export function probeJson({ url, at, mode, probed }: ProbeResult): string {
  const time = at.toISOString()
  const assessment: Assessment = {
    asOf: time,
    mode,
    project: 'not known from outside',
    shop: { name: url.host, url: url.origin },
    company: { name: '', registration: '', address: '' },
    versions: {
      shop: versions.shop,
      commit: versions.commit,
      next: versions.next,
      node: process.versions.node,
      migration: 'not known from outside',
    },
    points: probed.map(({ check, finding }) => ({
      id: check.id,
      section: check.section,
      title: check.title,
      asked: check.asked,
      sources: check.sources.map(({ document, number }) => ({ document, number })),
      criterion: check.criterion,
      rationale: check.rationale,
      limits: check.limits,
      fix: check.fix,
      freshDays: 1,
      rule: check.version,
      state: finding.state,
      sentence: finding.sentence,
      facts: finding.facts.map((fact) => ({ ...fact, at: time })),
      ...(finding.error !== undefined && { error: finding.error }),
      flags: [],
    })),
  }
  return hdfReport(assessment)
}

/** What was found, as JUnit XML: what could not be checked and what is not used counts as skipped. */
export function junitXml({ url, at, probed }: ProbeResult): string {
  const count = (...states: Finding['state'][]) =>
    probed.filter(({ finding }) => states.includes(finding.state)).length
  const attributes = [
    `name="go-live probe of ${escaped(url.origin)}"`,
    `tests="${probed.length}"`,
    `failures="${count('failed')}"`,
    `errors="0"`,
    `skipped="${count('unchecked', 'not_used')}"`,
    `timestamp="${at.toISOString()}"`,
  ].join(' ')
  const cases = probed.map(caseOf).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite ${attributes}>\n${cases}  </testsuite>\n</testsuites>\n`
}

function caseOf({ check, finding }: Probed): string {
  const message = `message="${escaped(finding.sentence)}"`
  const inner = {
    proven: '',
    failed: `<failure ${message}>${escaped(detailsOf(finding).join('\n'))}</failure>`,
    not_used: `<skipped ${message}/>`,
    unchecked: `<skipped ${message}/>`,
  }[finding.state]
  return `    <testcase classname="${check.section}" name="${escaped(`${check.id} ${check.title}`)}">${inner}</testcase>\n`
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

const escaped = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"]/g, (sign) => entities.get(sign) ?? sign)
