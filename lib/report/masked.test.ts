import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { type Assessment, assessmentSchema } from '@/lib/golive/assessment'
import { secretsOf } from '@/lib/golive/masked'
import { hdfReport } from '@/lib/report/hdf'
import { maskedAssessment } from '@/lib/report/masked'
import { reportPage } from '@/lib/report/page'
import { holdsCardNumber } from '@/lib/security/card-numbers'
import { assessmentInAllStates, knownFingerprint } from '@/test/support/assessments'

const card = '4242 4242 4242 4242'
const email = 'ada.lovelace@buyer.example'

/** The assessment with something planted in every text that anybody can have written. */
function planted(value: unknown, plant: string, name = ''): unknown {
  const fixed = [
    'asOf',
    'at',
    'freshUntil',
    'saidAt',
    'until',
    'mode',
    'project',
    'id',
    'section',
    'state',
    'kind',
  ]
  // Paymentwall's own papers are named from a list, and the shop's address is checked when it starts.
  if (typeof value === 'string') return [...fixed, 'url'].includes(name) ? value : `${value} ${plant}`
  if (Array.isArray(value)) return value.map((each) => planted(each, plant, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, planted(each, plant, key)]))
}

function filesOf(plant: string, secrets: string[]): string {
  const assessment: Assessment = maskedAssessment(
    assessmentSchema.parse(planted(assessmentInAllStates(), plant)),
    secrets,
  )
  const json = { name: 'report.json', content: hdfReport(assessment) }
  const page = reportPage({ assessment, pictures: [], picturesNote: '', json, key: knownFingerprint })
  return `${json.content}\n${page}`
}

test('no file holds a card number, a whole e-mail address or a secret, wherever one was planted', () => {
  const secrets = secretsOf({ ...env(), METRICS_TOKEN: 'a-token-for-the-metrics' })
  expect(secrets).toContain(env().PAYMENTWALL_SECRET_KEY)
  const plant = [card, email, ...secrets].join(' and ')
  const files = filesOf(plant, secrets)
  expect(files).toContain('[secret]')
  expect(files).toContain('a…@buyer.example')
  expect(files).toContain('…4242')
  expect(files).not.toMatch(/ada\.lovelace/)
  for (const secret of secrets) expect(files).not.toContain(secret)
  // Digests and base64 are looked at by the number itself: of a long run of digits some pass for a card's by chance.
  expect(files.replaceAll(' ', '')).not.toContain(card.replaceAll(' ', ''))
  expect(
    files.split('\n').filter((line) => !/[0-9a-f]{32}|base64/.test(line) && holdsCardNumber(line)),
  ).toEqual([])
})

test('times, ids and states stay as they are', () => {
  const assessment = assessmentInAllStates()
  expect(maskedAssessment(assessment, ['not there'])).toEqual(assessment)
})

test('a secret that is part of another leaves nothing of it', () => {
  const assessment = assessmentInAllStates({ shop: { name: 'abcdef', url: 'https://shop.example' } })
  expect(maskedAssessment(assessment, ['abc', 'abcdef']).shop.name).toBe('[secret]')
})
