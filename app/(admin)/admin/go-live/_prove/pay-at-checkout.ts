import testCards from '@/lib/checkout/test-cards.json'
import type { CardTask } from '@/lib/prove/case'

// Presses and types at the real checkout what a buyer would, in a window of the same origin. The card's number goes from the
// form to the provider's script, as it does for anybody.

/** What is paid, at whose checkout. */
export interface BrowserTask extends CardTask {
  orderId: string
}

const patience = 60_000
const lookEvery = 100

/** Looks until something is there, for a minute at most. */
async function until<T>(
  page: Window,
  what: string,
  look: (page: Window) => T | null | undefined | false,
): Promise<T> {
  const end = Date.now() + patience
  while (Date.now() < end) {
    if (page.closed) throw new Error('The payment window was closed, or the bank’s page closed it.')
    const found = looked(page, look)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, lookEvery))
  }
  throw new Error(`The checkout does not show ${what}.`)
}

/** Between two documents, and at the bank's, there is nothing to see. */
function looked<T>(page: Window, look: (page: Window) => T): T | undefined {
  try {
    return page.document.readyState === 'complete' ? look(page) : undefined
  } catch {
    return undefined
  }
}

const find = <T extends Element = HTMLElement>(page: Window, selector: string) =>
  page.document.querySelector<T>(selector)

/** The button that pays, once it can be pressed. */
function payButton(page: Window): HTMLElement | undefined {
  return [...page.document.querySelectorAll<HTMLElement>('button')].find(
    (button) =>
      /^(Pay |Start the trial)/.test(button.textContent) &&
      !button.matches(':disabled, [aria-disabled=true]') &&
      button.closest('[inert]') === null,
  )
}

function type(page: Window, selector: string, text: string): void {
  const input = find<HTMLInputElement>(page, selector)
  if (!input) throw new Error(`The card form has no ${selector}.`)
  input.focus()
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Pays an order at its checkout, and returns when the payment is on its way. */
export async function payAtCheckout(
  page: Window,
  { orderId, card, bank, saves }: BrowserTask,
): Promise<void> {
  const [checkout, order] = [`/checkout/${orderId}`, `/orders/${orderId}`]
  page.location.assign(checkout)
  const shown = await until(page, 'the order', ({ location: { pathname } }) =>
    [checkout, order].includes(pathname) ? pathname : undefined,
  )
  // An order that is being paid, or is paid, shows itself instead.
  if (shown === order) return bank === 'left' ? leaveBank(page) : undefined
  await acceptTerms(page)
  if (card) await enterCard(page, card, saves === true)
  const button = await until(page, 'a button that pays', payButton)
  button.click()
  if (bank === 'left') await leaveBank(page)
}

async function acceptTerms(page: Window): Promise<void> {
  await until(page, 'the terms or the card form', () => find(page, termsBox) ?? payOrCardForm(page))
  const box = find<HTMLInputElement>(page, termsBox)
  if (!box) return
  if (!box.checked) box.click()
  box.form?.requestSubmit()
  await until(page, 'the card form', payOrCardForm)
}

const termsBox = 'input[name="accept"]'

const payOrCardForm = (page: Window) =>
  find(page, cardNumber) ?? find(page, 'input[name="which-card"]') ?? payButton(page)

const cardNumber = '#brick-card-number, #card-number'

async function enterCard(page: Window, outcome: string, saves: boolean): Promise<void> {
  const card = testCards.find((row) => row.outcome === outcome)
  if (!card) throw new Error(`There is no test card for ${outcome}.`)
  const choices = page.document.querySelectorAll<HTMLInputElement>('input[name="which-card"]')
  const [another] = [...choices].slice(-1)
  if (another && !another.checked) another.click()
  await until(page, 'the card form', () => find(page, cardNumber))
  // A form that can be sent has been brought to life: what is typed before is lost.
  await until(page, 'a card form that can be sent', payButton)
  const box = find<HTMLInputElement>(page, '#save-card')
  if (saves && box && !box.checked) {
    box.click()
    await until(
      page,
      'the choice to save the card',
      () => box.checked && !box.matches('[aria-disabled=true]') && payButton(page),
    )
  }
  const isBrick = find(page, '#brick-card-number') !== null
  const expiry = isBrick
    ? ([['#brick-card-expiry', '12/31']] as const)
    : ([
        ['#card-month', '12'],
        ['#card-year', '31'],
      ] as const)
  for (const [selector, text] of [
    [isBrick ? '#brick-cardholder' : '#card-holder', 'Test Buyer'],
    [cardNumber, card.number],
    ...expiry,
    [isBrick ? '#brick-card-cvv' : '#card-code', card.cvv],
  ] as const) {
    type(page, selector, text)
  }
}

/**
 * Leaves the bank's page without an answer. Brick's own form shows it in a dialog, which can be closed; the shop's form leads
 * there, and the order's page then offers to give it up.
 */
async function leaveBank(page: Window): Promise<void> {
  const button = await until(
    page,
    'the bank’s page',
    () =>
      find<HTMLElement>(page, 'dialog.brick-secure header button') ??
      find<HTMLElement>(page, 'form:has(input[name="then"]) button'),
  )
  button.click()
}
