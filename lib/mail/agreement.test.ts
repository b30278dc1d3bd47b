import { describe, expect, test } from 'vitest'
import { company } from '@/lib/brand/company'
import { newId, type OrderId } from '@/lib/ids'
import { type Language, languages } from '@/lib/languages/languages.mjs'
import { agreementFile } from '@/lib/mail/agreement'
import { mailOrder } from '@/lib/mail/mutations'
import { acceptTerms } from '@/lib/orders/mutations'
import { policyVersion, policyVersions } from '@/lib/policies/policies'
import { testMailbox } from '@/test/support/mailbox'
import { notifyMembership } from '@/test/support/memberships'
import { newOrder } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const { deliver, receivedBy } = await testMailbox()
const wording = 'Ich stimme zu, dass Sie sofort liefern, und weiß, dass ich mein Widerrufsrecht verliere.'

function fileOf(version: string, language: string) {
  const acceptance = {
    orderId: newId() as OrderId,
    uid: newId(),
    policyVersion: version,
    wording,
    language,
    address: null,
    acceptedAt: new Date('2026-12-11T12:00:00Z'),
    saveCardAt: null,
  }
  return agreementFile(acceptance as never, 'https://shop.example')
}

describe('the file with what was agreed', () => {
  test('is that of the version that was accepted, not today’s', () => {
    const file = fileOf('2026-11-27', 'en')
    expect(file?.filename).toBe('terms-2026-11-27.txt')
    for (const text of [
      wording,
      'Accepted on 11 December 2026; version of 27 November 2026:',
      'Contracts are in English.',
      'https://shop.example/refunds/2026-11-27',
    ])
      expect(file?.content).toContain(text)
    expect(file?.content).not.toContain('/withdraw')
  })

  test('is in the language that was accepted', () => {
    const file = fileOf('2026-11-28', 'de')
    expect(file?.filename).toBe('vertragsbedingungen-2026-11-28.txt')
    for (const text of [
      wording,
      'Ihre Erklärung vom 11.\u00a0Dezember 2026 zur Fassung vom 28.\u00a0November 2026:',
      'Allgemeine Geschäftsbedingungen\n===',
      'Widerrufsbelehrung\n---',
      'Muster-Widerrufsformular\n---',
      `${company().name}\n`,
      'https://shop.example/de/refunds/2026-11-28',
      'https://shop.example/de/withdraw',
    ])
      expect(file?.content).toContain(text)
  })

  test('is in English where the version was released in no other language', () => {
    const file = fileOf('2026-11-22', 'de')
    expect(file?.filename).toBe('terms-2026-11-22.txt')
    expect(file?.content).toContain('Who we are\n---')
    expect(file?.content).toContain('https://shop.example/refunds/2026-11-22')
  })

  test('is not there for a version whose text the shop does not keep', () => {
    expect(fileOf('1', 'en')).toBeUndefined()
  })

  test.each(languages)(
    'of today has the instructions on withdrawal and the model form in $title',
    ({ name }) => {
      const { content = '' } = fileOf(policyVersion, name) ?? {}
      const titles = {
        en: ['Instructions on withdrawal', 'Model withdrawal form'],
        de: ['Widerrufsbelehrung', 'Muster-Widerrufsformular'],
      }
      for (const title of titles[name]) expect(content).toContain(`${title}\n---`)
    },
  )

  test.each(policyVersions)('of %s makes no message large', (version) => {
    for (const { name } of languages)
      expect(Buffer.byteLength(fileOf(version, name)?.content ?? '')).toBeLessThan(30_000)
  })
})

/** A paid order whose terms were accepted; returns the receipt as it arrived. */
async function receiptOf(accepted?: { version: string; language: Language }) {
  const { id, uid } = await newOrder(database)
  if (accepted)
    await acceptTerms({
      orderId: id,
      uid,
      policyVersion: accepted.version,
      language: accepted.language,
      wording,
      address: undefined,
    })
  await notifyMembership({ id, uid }, { ref: newReference(), type: 0 })
  await mailOrder(id, new Date())
  await deliver(uid)
  const [receipt] = await receivedBy(uid)
  return { id, receipt }
}

test('a receipt confirms what was declared, and carries what was agreed', async () => {
  const { id, receipt } = await receiptOf({ version: '2026-11-28', language: 'de' })
  expect(receipt?.subject).toContain('Your receipt')
  expect(receipt?.text).toContain(wording)
  expect(receipt?.html).toContain(wording)
  expect(receipt?.text).toContain(`/withdraw?order=${id}`)
  expect(receipt?.attachments).toMatchObject([
    {
      filename: 'vertragsbedingungen-2026-11-28.txt',
      text: expect.stringContaining('Muster-Widerrufsformular'),
    },
  ])
  expect(receipt?.attachments[0]?.text).toContain(id)
})

test('a receipt of an order whose acceptance is not stored, or whose version is not kept, invents none', async () => {
  const without = (await receiptOf()).receipt
  expect(without?.attachments).toEqual([])
  expect(without?.text).not.toContain('attached')
  const old = (await receiptOf({ version: '1', language: 'en' })).receipt
  expect(old?.attachments).toEqual([])
  expect(old?.text).toContain(wording)
  expect(old?.text).not.toContain('attached')
})
