import type { Page } from '@playwright/test'
import { acceptTerms, openCheckout, register } from '@/e2e/support/buyer'
import { type CardForm, cardRows, payButton, type TestCard } from '@/e2e/support/cards'
import { expect, type testWithOwnShop } from '@/e2e/support/fixtures'
import { brickError } from '@/lib/paymentwall/brick-errors'

/** The shop of these tests (BRICK_SECURE=20) asks for 3-D Secure from 20 dollars on. */
const products = { off: 'fox', on: 'commercial-licence' }

/** Every row of the table of test cards, with 3-D Secure off and on, in one form. */
export function testEveryCard(test: ReturnType<typeof testWithOwnShop>, form: CardForm): void {
  for (const secure of ['off', 'on'] as const) {
    test.describe(`${form.name}, 3-D Secure ${secure}`, () => {
      for (const card of cardRows) {
        test(card.title, async ({ page, emulator }) => {
          const sent = recordWhatIsSent(page, card.number)
          await register(page)
          const order = await openCheckout(page, products[secure])
          await acceptTerms(page)
          await form.enter(page, card)
          await payButton(page).click()
          if (secure === 'on' && card.code === null) {
            await form.bank(page).getByRole('button', { name: 'Approve' }).click()
          }
          await expectOutcome(page, order, card, form, () =>
            emulator.control('POST', '/clock', { advance: 120 }),
          )
          // Past the form, the number went to the tokenizer and to nobody else.
          expect(new Set(sent)).toEqual(new Set([`${emulator.url}/api/brick/token`]))
        })
      }
    })
  }
}

async function expectOutcome(
  page: Page,
  order: string,
  card: TestCard,
  form: CardForm,
  endReview: () => Promise<unknown>,
) {
  const said = page.getByRole('status').or(page.getByRole('alert'))
  if (card.code !== null) {
    await expect(form.fault(page)).toContainText(brickError(card.code).sentence)
    await page.goto(`/orders/${order}`)
    await expect(said.first()).toContainText(brickError(card.code).sentence)
    await expect(page.getByRole('link', { name: 'Continue to payment' })).toBeVisible()
    return
  }
  await page.waitForURL(`**/orders/${order}`)
  if (card.outcome === 'approved') return expect(said.first()).toContainText('Paid, delivered')
  await expect(said.first()).toContainText('under review')
  await endReview()
  if (card.outcome === 'review-accepted') return expect(said.first()).toContainText('Paid, delivered')
  await expect(said.first()).toContainText('did not go through')
  await expect(page.getByRole('link', { name: 'Continue to payment' })).toBeVisible()
}

/** Notes the address of every request that holds the number, in whatever form it would be sent. */
function recordWhatIsSent(page: Page, number: string): string[] {
  const addresses: string[] = []
  const written = new RegExp(number.replace(/(\d{4})(?=\d)/g, '$1[^0-9]{0,3}'))
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    const carried = `${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`
    if (written.test(decodeURIComponent(carried.replace(/%(?![0-9A-F]{2})/gi, '%25'))))
      addresses.push(origin + pathname)
  })
  return addresses
}
