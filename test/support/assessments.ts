import { createPrivateKey } from 'node:crypto'
import type { AssessedPoint, Assessment } from '@/lib/golive/assessment'

/** The private key of RFC 8032, section 7.1, test 1, as base64 of PKCS#8. Everybody knows it. */
export const knownKeyText = 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g'

export const knownKey = createPrivateKey({
  key: Buffer.from(knownKeyText, 'base64'),
  format: 'der',
  type: 'pkcs8',
})

/** By openssl: openssl pkey -inform DER -pubout -outform DER | sha256sum */
export const knownFingerprint = '06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9'

/** A point that is proven, unless told otherwise. */
export function assessedPoint(given: Partial<AssessedPoint> = {}): AssessedPoint {
  return {
    id: 'B8',
    section: 'B',
    title: 'A repeated pingback never delivers twice',
    asked: 'A pingback whose ref was processed before delivers nothing again.',
    sources: [
      { document: 'technical review', number: 'Pingback 3' },
      { document: 'integration checklist', number: '3.2.3' },
    ],
    criterion: 'At least one pingback arrived again, and nothing was delivered again.',
    rationale: 'Paymentwall repeats a pingback until it reads OK.',
    limits: 'It counts the repetitions that came.',
    fix: 'Send a pingback a second time.',
    freshDays: 90,
    rule: 3,
    state: 'proven',
    sentence: 'Every repeated pingback delivered nothing again.',
    facts: [
      {
        kind: 'proof',
        what: 'Pingback of type 0 for payment b123, sent again',
        seen: 'answered OK; 1 delivery for 1 line',
        at: '2026-11-25T10:00:00.000Z',
        subject: 'arrival:42',
      },
      {
        kind: 'attack',
        what: 'The same pingback with an altered goodsid',
        seen: 'refused: wrong signature',
        at: '2026-11-25T11:00:00.000Z',
        subject: 'arrival:43',
      },
    ],
    sample: { passed: 1, of: 1 },
    freshUntil: '2027-02-23T10:00:00.000Z',
    flags: [],
    ...given,
  }
}

const fault = {
  kind: 'fault' as const,
  what: 'A charge without a fingerprint',
  seen: 'no fingerprint was sent',
  at: '2026-11-24T09:00:00.000Z',
  subject: 'charge:c1',
}

/** One point in each state. */
export function assessmentInAllStates(given: Partial<Assessment> = {}): Assessment {
  return {
    asOf: '2026-11-26T12:00:00.000Z',
    mode: 'test',
    project: '0123456789abcdef',
    shop: { name: 'Foldline', url: 'https://shop.example' },
    company: {
      name: 'Foldline Ltd',
      registration: 'Registered in England, no. 12345678',
      address: '1 Paper Street, London',
    },
    versions: {
      shop: '1.0.0',
      commit: '9626beb',
      next: '16.4.6',
      node: '20.20.2',
      migration: '20261126210000_go_live',
    },
    points: [
      assessedPoint(),
      assessedPoint({
        id: 'B10',
        title: 'Pingbacks are tracked',
        state: 'not_yet',
        sentence: 'No refund yet.',
      }),
      assessedPoint({
        id: 'C3',
        section: 'C',
        title: 'The fingerprint is sent',
        state: 'failed',
        sentence: 'One charge of two had none.',
        facts: [...assessedPoint().facts, fault],
        sample: { passed: 1, of: 2 },
        flags: [{ reason: 'Which browser?', at: '2026-11-25T12:00:00.000Z', answer: 'Firefox 140.' }],
      }),
      assessedPoint({
        id: 'C4',
        section: 'C',
        title: '3-D Secure',
        state: 'unchecked',
        sentence: 'The check itself failed.',
        error: 'TypeError: nothing there',
        facts: [],
        sample: undefined,
        freshUntil: undefined,
      }),
      assessedPoint({
        id: 'E',
        section: 'E',
        title: 'Physical goods',
        state: 'not_used',
        sentence: 'There are no physical goods.',
        facts: [],
      }),
      assessedPoint({
        id: 'G1',
        section: 'G',
        title: 'The inbox is read',
        rule: undefined,
        state: 'said',
        sentence: 'Attested by Ada.',
        facts: [],
        sample: undefined,
        statement: {
          text: 'Two of us read the inbox every working day.',
          name: 'Ada',
          saidAt: '2026-11-20T08:00:00.000Z',
          until: '2027-02-18T08:00:00.000Z',
        },
      }),
    ],
    ...given,
  }
}
