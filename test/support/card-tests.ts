import type { Page, Route, TestDetails } from '@playwright/test'
import { cardErrorSentence } from '@/lib/card-errors'
import { english } from '@/lib/languages/locale'
import {
  acceptTerms,
  enterAsNew,
  openPaylet,
  openPayment,
  openTerms,
  type Person,
} from '@/test/support/buyer'
import { type CardForm, type CardRow, goodCard, payButton, type TestCard } from '@/test/support/cards'
import { type Emulator, expect, test } from '@/test/support/fixtures'
import { expectToFit } from '@/test/support/look'
import { watchForNumber } from '@/test/support/outgoing'
import { weigh } from '@/test/support/weigh'

/** The shops of these tests (BRICK_SECURE=20) ask for 3-D Secure from 20 dollars on. */
const products = { off: 'fox', on: 'commercial-licence' }

/** Keeps a browser's requests to an address waiting; what it returns lets them go. */
export async function hold(page: Page, address: string | RegExp): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(address, async (route) => {
    await released
    await route.continue()
  })
  return release
}

/** What the page says of the order. */
export const said = (page: Page) => page.getByRole('main').getByRole('status').first()

/** A buyer, a new one unless told otherwise, before the card form of a new order, the card entered. Returns the order's id. */
export async function beforePaying(
  page: Page,
  form: CardForm,
  product: string,
  card: { number: string; cvv: string } = goodCard,
  buyer?: Person,
): Promise<string> {
  const order = await openPayment(page, buyer ?? (await enterAsNew(page)), product)
  await form.enter(page, card)
  return order
}

/** The charge calls that Paymentwall got for an order: their parameters, first to last. */
export async function chargesOf(emulator: Emulator, order: string): Promise<Map<string, string>[]> {
  const calls = await emulator.control<{ body: [name: string, value: string][] }[]>(
    'GET',
    '/requests?path=/api/brick/charge&method=POST',
  )
  return calls.map(({ body }) => new Map(body)).filter((parameters) => parameters.get('plan') === order)
}

/**
 * Rows of the table of test cards, with 3-D Secure off and on, in one form. The declined ones are given one after the other
 * for one order, as by a buyer who looks for a card that works.
 */
export function testCards(
  form: CardForm,
  table: { off: readonly CardRow[]; on: readonly CardRow[] },
  { on = {} }: { on?: TestDetails } = {},
) {
  for (const [secure, rows, details] of [
    ['off', table.off, {}],
    ['on', table.on, on],
  ] as const) {
    const declined = rows.filter(({ code }) => code !== null)
    const accepted = rows.filter(({ code }) => code === null)
    test(
      `${form.name}, 3-D Secure ${secure}: each test card does what its row says`,
      details,
      async ({ page, context, emulator }) => {
        const numbers = new Set(rows.map(({ number }) => number))
        const watched = [...numbers].map((number) => watchForNumber(context, number))
        const asked = secure === 'on' ? '1' : undefined
        const secureOf = async (order: string) =>
          (await chargesOf(emulator, order)).map((parameters) => parameters.get('secure'))

        const refused = await openPayment(page, await enterAsNew(page), products[secure])
        for (const [place, card] of declined.entries()) {
          await test.step(card.title, async () => {
            await form.enter(page, card)
            await payButton(page).click()
            await expect.poll(() => secureOf(refused)).toEqual(Array(place + 1).fill(asked))
            const sentence = cardErrorSentence(english.t, card.code)
            await expect(form.fault(page)).toContainText(sentence)
            expect(await (await page.request.get(`/orders/${refused}`)).text()).toContain(sentence)
          })
        }
        if (declined.length > 0) {
          await page.goto(`/orders/${refused}`)
          await expect(told(page)).toContainText(cardErrorSentence(english.t, declined.at(-1)?.code))
          await page.getByRole('link', { name: 'Continue to payment' }).click()
          await page.waitForURL(`**/checkout/${refused}`)
        }
        for (const card of accepted) {
          await test.step(card.title, async () => {
            const order = await beforePaying(page, form, products[secure], card)
            await payButton(page).click()
            if (secure === 'on') await form.bank(page).getByRole('button', { name: 'Approve' }).click()
            await page.waitForURL(`**/orders/${order}`)
            await expectOutcome(page, card, () => emulator.control('POST', '/clock', { advance: 120 }))
            expect(await secureOf(order)).toEqual(secure === 'on' ? ['1', '1'] : [undefined])
          })
        }
        for (const numberWentTo of watched) {
          expect(await numberWentTo()).toEqual([`${emulator.url}/api/brick/token`])
        }
      },
    )
  }
}

const told = (page: Page) => page.getByRole('status').or(page.getByRole('alert')).first()

/** What the order's page says of a card that was not declined. */
async function expectOutcome(page: Page, { outcome }: TestCard, endReview: () => Promise<unknown>) {
  if (outcome === 'approved') return expect(told(page)).toContainText('Paid and delivered')
  await expect(told(page)).toContainText('under review')
  await endReview()
  await page.reload()
  if (outcome === 'review-accepted') return expect(told(page)).toContainText('Paid and delivered')
  await expect(told(page)).toContainText('Payment failed')
  await expect(page.getByRole('link', { name: 'Continue to payment' })).toBeVisible()
}

const isFocused = (element: Element) => element === document.activeElement

/**
 * What a buyer meets on the way, alike in both forms.
 *
 * @param again details of those tests that say nothing more once they hold in the other form
 */
export function testCardForm(form: CardForm, again: TestDetails = {}): void {
  test.describe(`${form.name}: one charge`, () => {
    test('for a double click, and for Enter pressed twice', again, async ({ page, emulator }) => {
      const buyer = await enterAsNew(page)
      const order = await beforePaying(page, form, 'fox', goodCard, buyer)
      await payButton(page).dblclick()
      await page.waitForURL(`**/orders/${order}`)
      await expect(said(page)).toContainText('Paid and delivered')
      expect(await chargesOf(emulator, order)).toHaveLength(1)

      const next = await beforePaying(page, form, 'owl', goodCard, buyer)
      await page.getByLabel('Security code').press('Enter')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/orders/${next}`)
      await expect(said(page)).toContainText('Paid and delivered')
      expect(await chargesOf(emulator, next)).toHaveLength(1)
    })

    test('for two tabs that pay at the same moment', again, async ({ page, context, emulator }) => {
      const order = await beforePaying(page, form, 'fox')
      const other = await context.newPage()
      await other.goto(`/checkout/${order}`)
      await form.enter(other, goodCard)
      await Promise.all([payButton(page).click(), payButton(other).click()])
      for (const tab of [page, other]) {
        await tab.waitForURL(`**/orders/${order}`)
        await expect(said(tab)).toContainText('Paid and delivered')
      }
      expect(await chargesOf(emulator, order)).toHaveLength(1)
    })

    test(
      'when one goes back after paying, and sends the form again',
      again,
      async ({ page, emulator, baseURL }) => {
        const order = await beforePaying(page, form, 'fox')
        const [sent] = await Promise.all([
          page.waitForRequest((request) => request.url().includes('/api/brick/charge')),
          payButton(page).click(),
        ])
        await expect(said(page)).toContainText('Paid and delivered')
        await page.goBack()
        await page.waitForURL(`**/orders/${order}`)
        const again = await page.request.post(sent.url(), {
          headers: { origin: baseURL ?? '', 'content-type': 'application/x-www-form-urlencoded' },
          data: sent.postData() ?? '',
        })
        expect(await again.json()).toMatchObject({ success: 0, redirect: `/orders/${order}` })
        expect(await chargesOf(emulator, order)).toHaveLength(1)
      },
    )

    test(
      'from a page that the browser shows again as it was left: it loads anew',
      again,
      async ({ page }) => {
        await beforePaying(page, form, 'fox')
        await page.evaluate(() =>
          window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
        )
        await expect(page.getByLabel('Card number')).toHaveValue('')
        await expect(payButton(page)).toBeEnabled()
      },
    )
  })

  test.describe(`${form.name}: a lost answer`, () => {
    const lose = (emulator: Emulator, fault: object) =>
      emulator.control('POST', '/faults', { path: '/api/brick/charge', times: 1, ...fault })

    test(
      'after the card was charged: delivered in the end, and one charge',
      again,
      async ({ page, emulator, database }) => {
        const order = await beforePaying(page, form, 'fox')
        await lose(emulator, { kind: 'reset', when: 'after' })
        await payButton(page).click()
        await page.waitForURL(`**/orders/${order}`)
        await expect(said(page)).toContainText('Paid and delivered')
        expect(await chargesOf(emulator, order)).toHaveLength(1)
        await expect
          .poll(() => database.query('SELECT state FROM charge_attempts WHERE order_id = $1', [order]))
          .toEqual([{ state: 'SUCCEEDED' }])
      },
    )

    test(
      'before anything was charged: "checking", and nothing that pays',
      again,
      async ({ page, emulator }) => {
        const order = await beforePaying(page, form, 'fox')
        await lose(emulator, { kind: 'reset' })
        await payButton(page).click()
        await page.waitForURL(`**/orders/${order}`)
        await expect(said(page)).toContainText('We are checking your payment')
        await page.goto(`/checkout/${order}`)
        await page.waitForURL(`**/orders/${order}`)
        await expect(page.getByRole('link', { name: 'Continue to payment' })).toHaveCount(0)
        await expect(page.locator('iframe')).toHaveCount(0)
      },
    )
  })

  test(`${form.name}: one pays by keyboard alone`, async ({ page }) => {
    const order = await openPayment(page, await enterAsNew(page), 'fox')
    await expect(payButton(page)).toBeEnabled()
    await page.locator('summary', { hasText: 'Card' }).first().focus()
    const first = page.getByLabel('Name on card')
    for (let steps = 0; steps < 3 && !(await first.evaluate(isFocused)); steps++) {
      await page.keyboard.press('Tab')
    }
    await expect(first).toBeFocused()
    for (const [place, text] of form.keys.entries()) {
      if (place > 0) await page.keyboard.press('Tab')
      await page.keyboard.type(text)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid and delivered')
  })

  test(
    `${form.name}: the bank is asked when Paymentwall wants it, though the shop does not`,
    again,
    async ({ page, emulator }) => {
      await emulator.control('PATCH', '/settings', { threeDSecure: 'always' })
      try {
        const order = await beforePaying(page, form, 'fox')
        await payButton(page).click()
        await form.bank(page).getByRole('button', { name: 'Approve' }).click()
        await page.waitForURL(`**/orders/${order}`)
        await expect(said(page)).toContainText('Paid and delivered')
        const charges = await chargesOf(emulator, order)
        expect(charges.map((parameters) => parameters.get('secure'))).toEqual([undefined, undefined])
      } finally {
        await emulator.control('PATCH', '/settings', { threeDSecure: 'requested' })
      }
    },
  )

  test(`${form.name}: a bank that declines leaves the order to be paid again`, again, async ({ page }) => {
    const order = await beforePaying(page, form, 'commercial-licence')
    await payButton(page).click()
    await form.bank(page).getByRole('button', { name: 'Decline' }).click()
    await expect(page.getByText('Your bank declined the payment').first()).toBeVisible()
    await page.goto(`/orders/${order}`)
    await page.getByRole('link', { name: 'Continue to payment' }).click()
    await form.enter(page, goodCard)
    await payButton(page).click()
    await form.bank(page).getByRole('button', { name: 'Approve' }).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid and delivered')
  })

  test(
    `${form.name}: a saved card is kept when asked, paid with again by way of the bank, and deleted`,
    again,
    async ({ page, emulator }) => {
      const buyer = await enterAsNew(page)
      await openPayment(page, buyer, 'fox')
      await page.getByLabel(/Save this card/).check()
      await form.enter(page, goodCard)
      await payButton(page).click()
      await expect(said(page)).toContainText('Paid and delivered')

      const saved = 'Visa •••• 4242, expires 12/31'
      const next = await openPayment(page, buyer, 'commercial-licence')
      await expect(page.getByLabel(saved)).toBeChecked()
      await payButton(page).click()
      await page.getByRole('button', { name: 'Approve' }).click()
      await page.waitForURL(`**/orders/${next}`)
      await expect(said(page)).toContainText('Paid and delivered')
      expect(await chargesOf(emulator, next)).toHaveLength(2)

      const third = await openPayment(page, buyer, 'heron')
      await page.getByLabel(saved).press('ArrowDown')
      await expect(page.getByLabel('Another card')).toBeChecked()
      await expect(page.getByLabel('Card number')).toBeVisible()
      await expect(page.getByLabel('Save this card')).not.toBeChecked()
      await page.goto('/account/cards')
      await expect(page.getByText(saved).first()).toBeVisible()
      await page.getByRole('link', { name: 'Delete Visa' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete card' }).click()
      await expect(page.getByText('The card has been deleted.')).toBeVisible()
      await expect(page.getByText('You have no saved cards.')).toBeVisible()
      await page.goto(`/checkout/${third}`)
      await expect(page.getByLabel('Card number')).toBeVisible()
    },
  )

  test(
    `${form.name}: nothing is paid while the choice to save the card is being stored, which may also fail`,
    again,
    async ({ page }) => {
      await beforePaying(page, form, 'fox')
      const box = page.getByLabel(/Save this card/)
      const checkout = page.url()
      await page.route(checkout, (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      )
      await box.click()
      await expect(page.getByText('Your choice could not be saved')).toBeVisible()
      await expect(box).not.toBeChecked()
      await page.unroute(checkout)

      const release = await hold(page, checkout)
      const locked = page.evaluate(() => {
        const element = document.getElementById('save-card')
        const pay = [...document.querySelectorAll('button')].find(({ textContent }) =>
          /^Pay \$/.test(textContent),
        )
        if (!element || !pay) throw new Error('No box, or no button that pays')
        return new Promise<boolean>((resolve) =>
          new MutationObserver(() =>
            resolve(pay.closest('[inert]') !== null || pay.getAttribute('aria-disabled') === 'true'),
          ).observe(element, { attributeFilter: ['aria-disabled'] }),
        )
      })
      await box.check()
      expect(await locked, 'the button is locked in the same rendering as the box').toBe(true)
      await expect(box).toBeDisabled()
      await payButton(page)
        .click({ force: true, timeout: 2000 })
        .catch(() => {})
      await expect(page).toHaveURL(checkout)
      release()
      await expect(page.getByText('Your choice could not be saved')).toBeHidden()
      await payButton(page).click()
      await expect(said(page)).toContainText('Paid and delivered')
      await page.goto('/account/cards')
      await expect(page.getByText('Visa •••• 4242, expires 12/31').first()).toBeVisible()
    },
  )

  for (const { how, answer, details } of [
    { how: 'answers 503', answer: (route: Route) => route.fulfill({ status: 503 }), details: {} },
    {
      how: 'breaks off',
      answer: (route: Route) => route.abort('connectionreset'),
      details: { tag: '@thorough' },
    },
  ]) {
    test(
      `${form.name}: when the call for a token ${how}, the page says that nothing was charged and what to do`,
      details,
      async ({ page, emulator }) => {
        const order = await beforePaying(page, form, 'fox')
        await page.route('**/api/brick/token', answer)
        await payButton(page).click()
        const notice = page.getByRole('alert').filter({ hasText: cardErrorSentence(english.t, 700) })
        await expect(notice).toContainText('You have not been charged. Wait a minute and try again')
        await expect(notice).toBeFocused()
        expect(await chargesOf(emulator, order)).toHaveLength(0)
        await page.unroute('**/api/brick/token')
        await page.getByLabel('Security code').fill(goodCard.cvv)
        await payButton(page).click()
        await expect(notice).toBeHidden()
        await page.waitForURL(`**/orders/${order}`)
        await expect(said(page)).toContainText('Paid and delivered')
      },
    )
  }

  test(`${form.name}: after a declined card the focus is at the form, not at the page’s top @phone`, async ({
    page,
  }) => {
    await beforePaying(page, form, 'fox', { number: goodCard.number, cvv: '222' })
    await payButton(page).focus()
    await page.keyboard.press('Enter')
    await expect(form.fault(page)).toContainText(cardErrorSentence(english.t, 3011))
    await expect(form.afterDecline(page)).toBeFocused()
  })

  test(
    `${form.name}: with forced colours all that is pressed has a border, and the focus shows`,
    again,
    async ({ page }) => {
      await openTerms(page, await enterAsNew(page), 'fox')
      await page.emulateMedia({ forcedColors: 'active' })
      for (const name of ['Continue to payment', /^Pay \$/]) {
        const button = page.getByRole('button', { name })
        await expect(button).toHaveCSS('border-top-style', 'solid')
        await expect(button).not.toHaveCSS('border-top-width', '0px')
        const { border, behind } = await button.evaluate((element) => {
          const { borderTopColor } = getComputedStyle(element)
          return { border: borderTopColor, behind: getComputedStyle(document.body).backgroundColor }
        })
        expect(border).not.toBe(behind)
        await page.keyboard.press('Tab')
        await button.focus()
        await expect(button).toHaveCSS('outline-style', 'solid')
        if (name === 'Continue to payment') await acceptTerms(page)
      }
    },
  )

  test(
    `${form.name}: when Brick.js can not be loaded the page says so and offers the Paylet @phone`,
    again,
    async ({ page }) => {
      const script = /\/brick\/.*\.js$/
      await page.route(script, (route) => route.abort())
      const order = await openPayment(page, await enterAsNew(page), 'fox')
      const notice = page.getByRole('alert').filter({ hasText: 'The card form couldn’t be loaded' })
      await expect(notice).toContainText('You have not been charged')
      await page.unroute(script)
      await notice.getByRole('button', { name: 'Try again' }).click()
      await expect(payButton(page)).toBeEnabled()

      await page.route(script, (route) => route.abort())
      await page.reload()
      await notice.getByRole('button', { name: 'Use another payment method' }).click()
      await page.frameLocator('iframe').getByRole('button', { name: 'Buy' }).click()
      await page.waitForURL(`**/orders/${order}`)
      await expect(said(page)).toContainText('Paid and delivered')
    },
  )

  test(
    `${form.name}: a Brick.js that keeps one waiting is told of, and the Paylet pays meanwhile`,
    again,
    async ({ page }) => {
      await page.route(/\/brick\/.*\.js$/, () => {})
      await page.clock.install()
      const order = await openPayment(page, await enterAsNew(page), 'fox')
      await expect(page.getByRole('heading', { name: 'Pay', exact: true })).toBeVisible()
      await page.clock.runFor(9_000)
      await expect(said(page)).toContainText('is taking longer than usual to load')
      await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
      await page.clock.resume()
      await page.waitForURL(`**/orders/${order}`)
      await expect(said(page)).toContainText('Paid and delivered')
    },
  )

  test(`${form.name}: what is wrong is said, and the page has no faults that a machine finds, light and dark`, async ({
    page,
  }) => {
    await openPayment(page, await enterAsNew(page), 'fox')
    await payButton(page).click()
    await expect(form.fault(page).first()).not.toBeEmpty()
    await page.locator('summary', { hasText: 'Test cards' }).click()
    await expectToFit(page)
  })

  test(`${form.name}: the checkout weighs little before the provider’s script`, async ({ page, baseURL }) => {
    const { bytes } = await weigh(page)
    await openPayment(page, await enterAsNew(page), 'fox')
    await expect(payButton(page)).toBeEnabled()
    await expect.poll(() => bytes('Script', baseURL)).toBeGreaterThan(100_000)
    expect(bytes('Script', baseURL)).toBeLessThanOrEqual(165_000)
    expect(bytes('Document', baseURL)).toBeLessThanOrEqual(20_000)
  })
}
