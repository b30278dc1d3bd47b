import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { projectOf } from '@/lib/golive/project'
import { assessedPoint, assessmentInAllStates } from '../test/support/assessments'
import { enterAsNew, newPerson, paidOrder, password } from '../test/support/buyer'
import { expect, signIn, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'

// Statements and reports are the whole shop's, so these tests take turns; in one worker, or others would wait for theirs.
test.use({ shopName: 'brick' })
test.describe.configure({ mode: 'default' })

const outcome = (page: Page, text: string) =>
  expect(page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: text })).toBeVisible()

const part = (page: Page, name: string) => page.getByRole('region', { name })

/** Keeps an assessment, of a point of which nobody has said anything. No report is made of it (e2e/admin-report.spec.ts). */
async function keepAssessment(id: string) {
  const asOf = new Date()
  const point = assessedPoint({ id, state: 'not_yet' })
  const content = assessmentInAllStates({ ...projectOf(env()), asOf: asOf.toISOString(), points: [point] })
  await db().assessment.create({ data: { ...projectOf(env()), asOf, content } })
}

const pointsOfB = (page: Page) => page.getByRole('table', { name: 'Check points of section B' })

test('each check point shows how it stands, and its evidence leads to what happened @phone', async ({
  page,
  emulator,
}) => {
  const { ref } = await paidOrder(emulator, await newPerson(), 'fox')
  await emulator.control('POST', '/pingbacks', { ref, type: 0, times: 2 })

  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin')
  await page.getByRole('navigation', { name: 'Back office' }).getByRole('link', { name: 'Go-live' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Go-live')
  await expect(part(page, 'Status')).toContainText(/Proven\s*\d+ of \d+/)
  await expect(part(page, 'Status')).toContainText('local')
  await expectToFit(page)

  await pointsOfB(page).getByRole('link', { name: /^B8 / }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^B8 /)
  await expect(part(page, 'Status')).toContainText('Proven')
  await expect(part(page, 'Status')).toContainText('Valid until')
  await expect(part(page, 'How it is checked')).toContainText('version 1')
  await expectToFit(page)
  const evidence = part(page, 'Evidence').getByRole('row').filter({ hasText: ref }).first()
  await evidence.getByRole('link', { name: /^Arrival / }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Arrival \d+$/)
  await expect(page.getByRole('main')).toContainText(ref)
})

test('a reviewer begins at what to try, flags a point, and is answered @phone', { tag: '@thorough' }, async ({
  page,
  browser,
  shop,
}) => {
  const { email } = await newPerson('REVIEWER')
  await signIn(page, email, password)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What to try')
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
  await expect(page.getByText('4242 4242 4242 4242')).toBeVisible()
  await expectToFit(page)
  await page.getByRole('link', { name: 'the check points' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Go-live')
  await expect(page.getByRole('button', { name: 'Make a report' })).toBeHidden()

  const reason = `Which payment? <img src=x onerror="document.title=1"> ${crypto.randomUUID()}`
  await page.goto('/admin/go-live/B9')
  await page.getByLabel('What is wrong').fill(reason)
  await page.getByRole('button', { name: 'Flag this point' }).click()
  await outcome(page, 'The point is flagged.')
  const flag = (of: Page) => part(of, 'Flags').getByRole('listitem').filter({ hasText: reason })
  await expect(flag(page)).toContainText('Open')
  await expect(flag(page).getByRole('button', { name: 'Answer' })).toBeHidden()
  await expectToFit(page)

  const context = await browser.newContext({ baseURL: shop.url })
  const merchant = await context.newPage()
  const admin = await enterAsNew(merchant, 'ADMIN')
  await merchant.goto('/admin/go-live')
  await expect(pointsOfB(merchant).getByRole('row', { name: /B9 / })).toContainText(/Flagged: \d+ unanswered/)
  await pointsOfB(merchant).getByRole('link', { name: /^B9 / }).click()
  await expect(flag(merchant)).toContainText(email)
  await flag(merchant).getByLabel('Your answer').fill('The first one.')
  await flag(merchant).getByRole('button', { name: 'Answer' }).click()
  await outcome(merchant, 'The flag is answered.')
  await merchant.goto(`/admin/audit?actor=${admin.email}`)
  await expect(merchant.getByRole('cell', { name: 'go-live.answer' })).toBeVisible()
  await context.close()

  await page.reload()
  await expect(flag(page)).toContainText('The first one.')
  await expect(flag(page)).not.toContainText(admin.email)
  await flag(page).getByRole('button', { name: 'Close flag' }).click()
  await outcome(page, 'The flag is closed.')
  await expect(flag(page)).toContainText('Closed by')
  await expect(page).not.toHaveTitle('1')
})

test('what only a person can say is shown as said, and what changed since the last report is told @phone', {
  tag: '@thorough',
}, async ({ page, browser, shop }) => {
  await enterAsNew(page, 'ADMIN')
  await keepAssessment('G2')
  await page.goto('/admin/go-live')
  const changes = part(page, 'Changes since the last report')
  await expect(changes).toContainText('The last report is as of')

  const context = await browser.newContext({ baseURL: shop.url })
  const other = await context.newPage()
  await enterAsNew(other, 'ADMIN')
  const question = '/admin/go-live/G2'
  for (const each of [page, other]) await each.goto(question)
  const text = `Ada reads it daily. <b>${crypto.randomUUID()}</b>`
  const say = async (of: Page, name: string) => {
    await of.getByLabel('What you attest').fill(text)
    await of.getByLabel('Your name, as shown in the report').fill(name)
    const last = await of.getByLabel('Valid until').getAttribute('max')
    await of.getByLabel('Valid until').fill(last ?? '')
    await of.getByRole('button', { name: 'Record' }).click()
  }
  await say(page, 'Ada Example')
  await outcome(page, 'Recorded as attested by Ada Example')
  await expect(part(page, 'Status')).toContainText('Attested by Ada Example')
  await expect(part(page, 'Attestation')).toContainText(text)
  await expectToFit(page)
  await say(other, 'Bob Example')
  await outcome(other, 'Ada Example has attested this in the meantime')
  await context.close()

  await page.goto('/admin/go-live')
  await expect(changes).toContainText(`Attested by Ada Example: ${text}`)
  await expectToFit(page)
})
