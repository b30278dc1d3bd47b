import { randomBytes } from 'node:crypto'
import { FormBrowser, type Page, printable } from '@/lib/form-browser/browser'
import type { Send } from '@/lib/form-browser/request'

/** An order that the probe has placed: its checkout before and after the terms were accepted. */
export interface ProbeOrder {
  id: string
  terms: Page
  payment: Page
}

/** The probe as a buyer of the shop: registered once, and with orders that nobody pays. */
export interface Buyer {
  browser: FormBrowser
  /** The order whose pages are looked at. @throws when the shop can't be bought from */
  order: () => Promise<ProbeOrder>
  /** Places one more; where `isUsable` refuses one, of another product. */
  placeOrder: (isUsable?: (id: string) => Promise<boolean>) => Promise<ProbeOrder>
}

const mostProducts = 6

/** Registers a buyer when the first order is wanted, by the shop's own forms. */
export function probeBuyer(site: URL, send: Send): Buyer {
  const browser = new FormBrowser(site, send)
  let registered: Promise<void> | undefined
  let first: Promise<ProbeOrder> | undefined
  const placeOrder: Buyer['placeOrder'] = async (isUsable) => {
    registered ??= register(browser)
    await registered
    return place(browser, isUsable)
  }
  return {
    browser,
    placeOrder,
    order: () => {
      first ??= placeOrder()
      return first
    },
  }
}

async function register(browser: FormBrowser): Promise<void> {
  const page = await browser.open('/register')
  const index = formWith(page, 'input[type=password]')
  if (index < 0) throw new Error('/register shows no form with a password.')
  const email = `go-live-probe-${randomBytes(8).toString('hex')}@example.com`
  const form = page.$('form').eq(index)
  const emailName = form.find('input[type=email]').attr('name') ?? 'email'
  const passwordName = form.find('input[type=password]').attr('name') ?? 'password'
  const answer = await browser.submit(page, index, {
    [emailName]: email,
    [passwordName]: randomBytes(18).toString('base64url'),
  })
  if (answer.status >= 400) throw new Error(`/register answered ${answer.status} to a new buyer.`)
  if (browser.setCookies.size === 0) throw new Error('/register set no cookie: the buyer is not signed in.')
}

async function place(
  browser: FormBrowser,
  isUsable: (id: string) => Promise<boolean> = async () => true,
): Promise<ProbeOrder> {
  const home = await browser.open('/')
  const paths = new Set<string>()
  home.$('a[href^="/products/"]').each((_, link) => void paths.add(home.$(link).attr('href') ?? ''))
  for (const path of [...paths].slice(0, mostProducts)) {
    const product = await browser.open(path)
    const index = formWith(product, 'input[name=product]')
    if (index < 0) continue
    const terms = await browser.submit(product, index)
    const id = /^\/checkout\/([\w-]{1,64})$/.exec(terms.url.pathname)?.[1]
    if (id === undefined || terms.status !== 200 || !(await isUsable(id))) continue
    return { id, terms, payment: await accept(browser, terms) }
  }
  throw new Error('No product on the start page could be ordered, or none of the orders could be used.')
}

/** Ticks every box of the form that asks for it, as a buyer must before paying. */
async function accept(browser: FormBrowser, terms: Page): Promise<Page> {
  const index = formWith(terms, 'input[type=checkbox][name]')
  if (index < 0) return terms
  const boxes = terms.$('form').eq(index).find('input[type=checkbox][name]')
  const fields = Object.fromEntries(
    boxes.toArray().map((box) => [terms.$(box).attr('name') ?? '', terms.$(box).attr('value') ?? 'on']),
  )
  const payment = await browser.submit(terms, index, fields)
  if (payment.status !== 200) {
    throw new Error(
      `${printable(payment.url.pathname)} answered ${payment.status} once the terms were accepted.`,
    )
  }
  return payment
}

/** The place of the first form that holds something; -1 for none. */
function formWith(page: Page, wanted: string): number {
  return page
    .$('form')
    .toArray()
    .findIndex((form) => page.$(form).find(wanted).length > 0)
}
