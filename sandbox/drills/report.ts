export type Outcome = 'passed' | 'failed' | 'not observable'

export interface DrillResult {
  name: string
  /** What a correct listener does. */
  expects: string
  outcome: Outcome
  /** What this one did, where that is not what was expected, or why it can't be told. */
  findings: string[]
  durationMs: number
}

export interface DrillReport {
  listener: string
  at: string
  results: DrillResult[]
}

export const reportFormats = ['table', 'json', 'junit'] as const
export type ReportFormat = (typeof reportFormats)[number]

export function formatReport(report: DrillReport, format: ReportFormat): string {
  if (format === 'json') return JSON.stringify(report, null, 2)
  return format === 'junit' ? asJUnit(report) : asTable(report)
}

/** How many drills ended in which way, in words. */
export function countOutcomes({ results }: DrillReport): string {
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length
  return `${count('passed')} passed, ${count('failed')} failed, ${count('not observable')} not observable`
}

function asTable(report: DrillReport): string {
  const width = Math.max(...report.results.map(({ name }) => name.length))
  const indent = ' '.repeat(width + 18)
  const lines = report.results.flatMap(({ name, outcome, expects, findings }) => [
    `${name.padEnd(width)}  ${outcome.padEnd(14)}  ${expects}`,
    ...findings.map((finding) => `${indent}- ${finding}`),
  ])
  return [`Listener ${report.listener}`, '', ...lines, '', countOutcomes(report)].join('\n')
}

const escaped = (text: string) =>
  text
    // XML 1.0 has no way to write these.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

function asJUnit({ listener, at, results }: DrillReport): string {
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)
  const cases = results.flatMap(({ name, expects, outcome, findings, durationMs }) => {
    const text = escaped(findings.join('\n'))
    const inside = {
      passed: [],
      failed: [`      <failure message="${escaped(expects)}">${text}</failure>`],
      'not observable': [`      <skipped message="not observable: ${text}"/>`],
    }[outcome]
    const head = `    <testcase classname="pingback listener" name="${escaped(name)}" time="${seconds(durationMs)}"`
    return inside.length > 0 ? [`${head}>`, ...inside, '    </testcase>'] : [`${head}/>`]
  })
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length
  const total = results.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const counts = `tests="${results.length}" failures="${count('failed')}" skipped="${count('not observable')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts} time="${seconds(total)}">`,
    `  <testsuite name="${escaped(listener)}" ${counts} timestamp="${at}" time="${seconds(total)}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}
