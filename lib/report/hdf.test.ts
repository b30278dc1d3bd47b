import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv from 'ajv'
import fc from 'fast-check'
import { hdfWrapControl } from 'inspecjs'
import { describe, expect, test } from 'vitest'
import { type AssessedPoint, type Assessment, assessmentSchema } from '@/lib/golive/assessment'
import { hdfReport } from '@/lib/report/hdf'
import { assessedPoint, assessmentInAllStates } from '@/test/support/assessments'
import { propertyRuns } from '@/test/support/thoroughness'

const schema = JSON.parse(readFileSync(path.resolve('test/hdf/exec-json.schema.json'), 'utf8'))
// The schema as it is: it names no dialect and leaves some types open.
const isExecJson = new Ajv({ strict: false }).compile(schema)

interface Report {
  profiles: { name: string; controls: { id: string; [name: string]: unknown }[] }[]
  statistics: unknown
  platform: unknown
}

const reportOf = (assessment: Assessment): Report => JSON.parse(hdfReport(assessment))

function controlsOf(assessment: Assessment) {
  return new Map(
    reportOf(assessment).profiles.flatMap(({ controls }) => controls.map((control) => [control.id, control])),
  )
}

/** How InSpec's and Heimdall's own code reads a control. */
function readBy(control: unknown): string {
  return hdfWrapControl(control as Parameters<typeof hdfWrapControl>[0]).status
}

const statuses: Record<AssessedPoint['state'], string> = {
  proven: 'Passed',
  failed: 'Failed',
  not_yet: 'Not Reviewed',
  unchecked: 'Profile Error',
  said: 'Not Reviewed',
  not_used: 'Not Applicable',
}

describe('the report as Exec JSON', () => {
  test('holds to the schema, with a point in every state', () => {
    isExecJson(reportOf(assessmentInAllStates()))
    expect(isExecJson.errors ?? []).toEqual([])
  })

  test('says of the shop, the section and the point what the mapping names', () => {
    const report = reportOf(assessmentInAllStates())
    expect(report.platform).toEqual({ name: 'Foldline', release: '1.0.0', target_id: 'https://shop.example' })
    expect(report.statistics).toEqual({
      duration: 0,
      controls: { passed: { total: 1 }, skipped: { total: 3 }, failed: { total: 2 } },
    })
    expect(report.profiles.map(({ name }) => name)).toEqual(
      ['b', 'c', 'e', 'g'].map((letter) => `paymentwall-go-live-${letter}`),
    )
    const [repeated, tracked] = report.profiles[0]?.controls ?? []
    expect(tracked?.id).toBe('B10')
    expect(repeated).toEqual({
      id: 'B8',
      title: 'A repeated pingback never delivers twice',
      desc: 'A pingback whose ref was processed before delivers nothing again.',
      descriptions: [
        { label: 'check', data: 'At least one pingback arrived again, and nothing was delivered again.' },
        { label: 'fix', data: 'Send a pingback a second time.' },
        { label: 'rationale', data: 'Paymentwall repeats a pingback until it reads OK.' },
        { label: 'limits', data: 'It counts the repetitions that came.' },
      ],
      impact: 0.7,
      refs: [{ ref: 'technical review, Pingback 3' }, { ref: 'integration checklist, 3.2.3' }],
      tags: {
        checklist: 'B8',
        state: 'proven',
        rule: 3,
        fresh_until: '2027-02-23T10:00:00.000Z',
        sample: 1,
        denominator: 1,
      },
      code: 'Rule B8, version 3',
      source_location: { ref: 'lib/golive/checks' },
      results: [
        {
          status: 'passed',
          code_desc: 'Attempt: The same pingback with an altered goodsid',
          message: 'refused: wrong signature',
          start_time: '2026-11-25T11:00:00.000Z',
          run_time: 0,
          resource: 'arrival',
          resource_id: '43',
        },
        {
          status: 'passed',
          code_desc: 'Pingback of type 0 for payment b123, sent again',
          message: 'answered OK; 1 delivery for 1 line',
          start_time: '2026-11-25T10:00:00.000Z',
          run_time: 0,
          resource: 'arrival',
          resource_id: '42',
        },
      ],
    })
  })

  test('a rule that broke is an error with its exception, and what was said is an attestation that passes nothing', () => {
    const controls = controlsOf(assessmentInAllStates())
    expect(controls.get('C4')?.results).toEqual([
      expect.objectContaining({ status: 'error', exception: 'TypeError: nothing there' }),
    ])
    expect(controls.get('G1')).toMatchObject({
      attestation_data: {
        control_id: 'G1',
        explanation: 'Two of us read the inbox every working day.',
        frequency: '90d',
        status: 'passed',
        updated: '2026-11-20T08:00:00.000Z',
        updated_by: 'Ada',
      },
      results: [
        { status: 'skipped', skip_message: 'Attested by Ada.', start_time: '2026-11-20T08:00:00.000Z' },
      ],
    })
    expect(controls.get('E')).toMatchObject({ impact: 0, results: [{ status: 'skipped' }] })
  })

  test('a tool reads each point as the shop shows it, whatever its facts are', () => {
    const fact = fc.record({
      kind: fc.constantFrom('proof' as const, 'attack' as const, 'fault' as const),
      what: fc.string(),
      seen: fc.string(),
      at: fc.constantFrom('2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'),
      subject: fc.option(fc.constantFrom('arrival:1', 'page:/terms', 'broken'), { nil: undefined }),
    })
    const point = fc.record({
      state: fc.constantFrom(...(Object.keys(statuses) as AssessedPoint['state'][])),
      facts: fc.array(fact, { maxLength: 4 }),
    })
    fc.assert(
      fc.property(point, ({ state, facts }) => {
        // A failed point whose facts all speak for it: the tool must still read it as failed.
        const assessment = assessmentInAllStates({ points: [assessedPoint({ state, facts })] })
        const [control] = controlsOf(assessment).values()
        expect(readBy(control)).toBe(statuses[state])
        expect(isExecJson(reportOf(assessment))).toBe(true)
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('is the same byte for byte for the same assessment, in whatever order it comes and wherever it is made', () => {
    const assessment = assessmentInAllStates()
    const once = hdfReport(assessment)
    const turned = {
      points: [...assessment.points]
        .reverse()
        .map((point) =>
          Object.fromEntries(Object.entries({ ...point, facts: [...point.facts].reverse() }).reverse()),
        ),
      ...Object.fromEntries(Object.entries(assessment).filter(([name]) => name !== 'points')),
    }
    const kept = assessmentSchema.parse(JSON.parse(JSON.stringify(turned)))
    const { TZ } = process.env
    try {
      process.env.TZ = 'Asia/Kolkata'
      expect(hdfReport(kept)).toBe(once)
    } finally {
      if (TZ === undefined) delete process.env.TZ
      else process.env.TZ = TZ
    }
  })
})
