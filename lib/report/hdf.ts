import type { AssessedPoint, Assessment } from '@/lib/golive/assessment'
import { type AssessedFact, type AssessedSection, factsOf, sectionsOf } from '@/lib/report/order'
import { rulesDigest } from '@/lib/report/rules-digest'

type Status = 'passed' | 'failed' | 'skipped' | 'error'

interface Result {
  status: Status
  code_desc: string
  start_time: string
  run_time: number
  message?: string
  skip_message?: string
  exception?: string
  resource?: string
  resource_id?: string
}

const dayMs = 86_400_000

/** What a tool makes of a point: of several results, the gravest counts (error, failed, passed, skipped). */
const statusOf = {
  proven: 'passed',
  failed: 'failed',
  not_yet: 'skipped',
  not_used: 'skipped',
  unchecked: 'error',
  said: 'skipped',
} as const satisfies Record<AssessedPoint['state'], Status>

/**
 * An assessment as "Exec JSON", the form that InSpec, Heimdall and the SAF tools read (test/hdf/exec-json.schema.json). The same
 * assessment gives the same bytes: everything is in a fixed order, and every time is that of the evidence or of the assessment.
 */
export function hdfReport(assessment: Assessment): string {
  const { shop, versions, mode, project, asOf, company } = assessment
  const sections = sectionsOf(assessment)
  const count = (...statuses: Status[]) => ({
    total: assessment.points.filter(({ state }) => statuses.includes(statusOf[state])).length,
  })
  const report = {
    platform: { name: shop.name, release: versions.shop, target_id: shop.url },
    version: versions.shop,
    statistics: {
      // Evidence is gathered while the shop runs: no run of a test lasts.
      duration: 0,
      controls: { passed: count('passed'), skipped: count('skipped'), failed: count('failed', 'error') },
    },
    profiles: sections.map((section) => profileOf(section, assessment)),
    passthrough: {
      as_of: asOf,
      mode,
      project,
      shop: { name: shop.name, url: shop.url },
      company: { name: company.name, registration: company.registration, address: company.address },
      versions: {
        shop: versions.shop,
        commit: versions.commit,
        next: versions.next,
        node: versions.node,
        migration: versions.migration,
      },
    },
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function profileOf({ id, title, points }: AssessedSection, assessment: Assessment) {
  return {
    name: `paymentwall-go-live-${id.toLowerCase()}`,
    title: `${id}. ${title}`,
    version: assessment.versions.shop,
    status: 'loaded',
    sha256: rulesDigest(points),
    supports: [],
    attributes: [],
    groups: [{ id, title, controls: points.map((point) => point.id) }],
    controls: points.map((point) => controlOf(point, assessment.asOf)),
  }
}

function controlOf(point: AssessedPoint, asOf: string) {
  const { id, title, asked, criterion, fix, rationale, limits, sources, rule, sample, statement } = point
  return {
    id,
    title,
    desc: asked,
    descriptions: [
      { label: 'check', data: criterion },
      { label: 'fix', data: fix },
      { label: 'rationale', data: rationale },
      { label: 'limits', data: limits },
    ],
    impact: point.state === 'not_used' ? 0 : 0.7,
    refs: sources.map(({ document, number }) => ({ ref: `${document}, ${number}` })),
    tags: {
      checklist: id,
      state: point.state,
      ...(rule !== undefined && { rule }),
      ...(point.freshUntil !== undefined && { fresh_until: point.freshUntil }),
      ...(sample && { sample: sample.passed, denominator: sample.of }),
      ...(point.flags.length > 0 && {
        flags: point.flags.map(({ reason, at, answer }) => ({ reason, at, ...(answer && { answer }) })),
      }),
    },
    code: rule === undefined ? 'Attested by a person.' : `Rule ${id}, version ${rule}`,
    source_location: { ref: rule === undefined ? 'an attestation' : 'lib/golive/checks' },
    results: resultsOf(point, asOf),
    ...(statement && {
      attestation_data: {
        control_id: id,
        explanation: statement.text,
        frequency: `${Math.round((Date.parse(statement.until) - Date.parse(statement.saidAt)) / dayMs)}d`,
        status: 'passed',
        updated: statement.saidAt,
        updated_by: statement.name,
      },
    }),
  }
}

/** A result for each fact, and one for the point itself where they don't say how it stands. */
function resultsOf(point: AssessedPoint, asOf: string): Result[] {
  const facts = factsOf(point)
  const results = facts.map((fact) => resultOf(fact, point))
  if (results.some(({ status }) => status === statusOf[point.state])) return results
  const [newest] = facts
  return [ownResult(point, newest?.at ?? point.statement?.saidAt ?? asOf), ...results]
}

function resultOf(fact: AssessedFact, { state, sentence }: AssessedPoint): Result {
  const [resource, id] = fact.subject === undefined ? [] : cutAt(fact.subject, ':')
  const status = factStatus(fact, state)
  return {
    status,
    code_desc: fact.kind === 'attack' ? `Attempt: ${fact.what}` : fact.what,
    message: fact.seen,
    ...(status === 'skipped' && { skip_message: sentence }),
    start_time: fact.at,
    run_time: 0,
    ...(resource !== undefined && { resource }),
    ...(id !== undefined && { resource_id: id }),
  }
}

/** A fact never makes a tool show a point better or worse than the shop does. */
function factStatus({ kind }: AssessedFact, state: AssessedPoint['state']): Status {
  const alone = kind === 'fault' ? 'failed' : 'passed'
  if (state === 'failed' || state === 'unchecked') return alone
  return state === 'proven' && alone === 'passed' ? 'passed' : 'skipped'
}

function ownResult({ state, criterion, sentence, error }: AssessedPoint, at: string): Result {
  const status = statusOf[state]
  return {
    status,
    code_desc: criterion,
    message: sentence,
    ...(status === 'skipped' && { skip_message: sentence }),
    ...(status === 'error' && { exception: error ?? sentence }),
    start_time: at,
    run_time: 0,
  }
}

function cutAt(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign)
  return [text.slice(0, at), text.slice(at + 1)]
}
