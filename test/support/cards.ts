import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import testCards from '@/lib/checkout/test-cards.json' with { type: 'json' }

export type TestCard = (typeof testCards)[number]

/** A card form as a buyer meets it: Brick's own, or the shop's. */
export interface CardForm {
  name: string
  enter(page: Page, card: { number: string; cvv: string }): Promise<void>
  /** What is typed into its inputs, one after the other. */
  keys: string[]
  /** What the form says is wrong. */
  fault(page: Page): Locator
  /** What has the focus after a declined card. */
  afterDecline(page: Page): Locator
  /** The bank's page for 3-D Secure. */
  bank(page: Page): Page | FrameLocator
}

/** A card that is charged. */
export const goodCard = { number: '4242424242424242', cvv: '123' }

/** Phones with little room, once the browser has taken its part of the screen. */
const lowScreens = [
  { width: 412, height: 823 },
  { width: 360, height: 740 },
]

/** The open payment page needs no scrolling to be paid on a phone. */
export async function expectPayOnFirstScreen(page: Page): Promise<void> {
  const before = page.viewportSize()
  for (const size of lowScreens) {
    await page.setViewportSize(size)
    await page.evaluate(() => scrollTo(0, 0))
    await expect(payButton(page)).toBeInViewport({ ratio: 1 })
  }
  if (before) await page.setViewportSize(before)
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay \$/ })

export const brickForm: CardForm = {
  name: 'Brick’s form',
  enter: async (page, { number, cvv }) => {
    await page.getByLabel('Name on card').fill('Ada Lovelace')
    await page.getByLabel('Card number').fill(number)
    await page.getByLabel('Expiry date (MM/YY)').clear()
    await page.getByLabel('Expiry date (MM/YY)').pressSequentially('1231')
    await page.getByLabel('Security code').fill(cvv)
  },
  keys: ['Ada Lovelace', goodCard.number, '1231', goodCard.cvv],
  fault: (page) => page.locator('#brick-fault'),
  afterDecline: (page) => page.getByRole('group', { name: 'Your card' }),
  bank: (page) => page.frameLocator('dialog iframe'),
}

export const shopForm: CardForm = {
  name: 'the shop’s form',
  enter: async (page, { number, cvv }) => {
    await page.getByLabel('Name on card').fill('Ada Lovelace')
    await page.getByLabel('Card number').fill(number)
    await page.getByLabel('Expiry Month').fill('12')
    await page.getByLabel('Expiry Year').fill('31')
    await page.getByLabel('Security code').fill(cvv)
  },
  keys: ['Ada Lovelace', goodCard.number, '12', '31', goodCard.cvv],
  fault: (page) => page.locator('form').locator('[role=alert], [id$="-error"]'),
  afterDecline: (page) => page.locator('form').getByRole('alert'),
  bank: (page) => page,
}

/** The rows of the table of test cards, as test names. */
export const cardRows = testCards.map((card) => ({
  ...card,
  title: `${card.number.slice(0, 4)}…${card.number.slice(-4)} with ${card.cvv}: ${card.outcome}`,
}))

export type CardRow = (typeof cardRows)[number]

/** The first row of each outcome. */
export const cardOutcomes = cardRows.filter(
  (card, place) => cardRows.findIndex(({ outcome }) => outcome === card.outcome) === place,
)
