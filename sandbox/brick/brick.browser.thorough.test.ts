import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Browser, Page, Request } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BrickClient, brickClient, type Json } from '../testing/brick'
import { launchBrowser } from '../testing/browser'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'
import { testCards } from './test-cards'

const scripts = {
  '1.4': '/brick/brick.1.4.js',
  '1.5': '/brick/build/brick-default.1.5.0.min.js',
  '1.6': '/brick/1.6/build/brick.1.6.0.min.js',
}

let browser: Browser
let sandbox: Sandbox
let brick: BrickClient
let page: Page
let store: Awaited<ReturnType<typeof startStore>>

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

beforeEach(async () => {
  sandbox = await startSandbox()
  brick = brickClient(sandbox)
  store = await startStore()
  page = await browser.newPage()
})
afterEach(async () => {
  await page.close()
  store.close()
  sandbox.stop()
})

/** A small store whose pages allow the provider's script by a strict policy, and which charges as a shop does. */
async function startStore() {
  const posts: Json[] = []
  let script = ''
  let extra: Record<string, string> = {}
  let held: Json = {}

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const fields = Object.fromEntries(new URLSearchParams(await text(request)))
    if (request.method === 'POST') posts.push({ url: request.url, ...fields })
    if (request.url === '/pay.js') {
      response.setHeader('Content-Type', 'text/javascript')
      response.end(script)
    } else if (request.url === '/charge?order=1') {
      response.end(JSON.stringify(await charge(fields)))
    } else if (request.url === '/secure?state=s') {
      const { json } = await brick.charge(held.token, { ...held.extra, ...secondCharge(fields) })
      response.setHeader('Content-Type', 'text/html')
      response.end(`<!doctype html><h1>${json.object === 'charge' ? 'Paid' : `Refused ${json.code}`}</h1>`)
    } else {
      response.setHeader('Content-Security-Policy', policy())
      response.setHeader('Content-Type', 'text/html')
      response.end(`<!doctype html><title>Checkout</title><main><div id="card"></div><p id="result"></p></main>
        <script src="${sandbox.url}${scripts[version]}"></script><script src="/pay.js"></script>`)
    }
  })

  const policy = () =>
    `default-src 'none'; script-src 'self' ${sandbox.url}${scripts[version]}; connect-src 'self' ${sandbox.url}; ` +
    `frame-src ${sandbox.url}; form-action 'self' ${sandbox.url}; base-uri 'none'`

  const secondCharge = (fields: Json): Record<string, string> =>
    fields.brick_secure_token
      ? { secure_token: fields.brick_secure_token, charge_id: fields.brick_charge_id }
      : {}

  async function charge(fields: Json) {
    const request: Record<string, string> = { ...extra, ...secondCharge(fields) }
    if (fields.firstname) request['customer[firstname]'] = fields.firstname
    if (fields.brick_reference_id) request.reference_id = fields.brick_reference_id
    const { json } = await brick.charge(fields.brick_token, request)
    held = { token: fields.brick_token, extra }
    if (json.type === 'Error') return { success: 0, error: { message: json.error, code: json.code } }
    if (json.secure?.formHTML || json.secure?.redirect) return { success: 0, secure: json.secure }
    return { success: 1, risk: json.risk }
  }

  let version: keyof typeof scripts = '1.6'
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    posts,
    serve(next: { version: keyof typeof scripts; script: string; extra?: Record<string, string> }) {
      version = next.version
      script = next.script
      extra = next.extra ?? {}
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const defaultForm = (form: object, publicKey = project.brickPublicKey) => `
  const result = document.querySelector('#result')
  const brick = new Brick({
    public_key: '${publicKey}', amount: 9.99, currency: 'USD', container: 'card', action: '/charge?order=1',
    form: ${JSON.stringify(form)},
  }, 'default')
  brick.showPaymentForm(
    (data) => { result.textContent = 'success ' + JSON.stringify(data) },
    (errors) => { result.textContent = 'errors ' + JSON.stringify(errors) },
  )`

const customForm = `
  const field = (name) => '<label>' + name + '<input data-brick="' + name + '"></label>'
  const names = ['card-number', 'card-expiration-month', 'card-expiration-year', 'card-cvv']
  document.querySelector('#card').innerHTML = '<form>' + names.map(field).join('') + '<button>Pay</button></form>'
  const brick = new Brick({ public_key: '${project.brickPublicKey}', form: { formatter: true } }, 'custom')
  const value = (name) => document.querySelector('[data-brick="' + name + '"]').value
  const result = document.querySelector('#result')
  document.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault()
    brick.tokenizeCard({
      card_number: value('card-number'), card_expiration_month: value('card-expiration-month'),
      card_expiration_year: value('card-expiration-year'), card_cvv: value('card-cvv'),
    }, async (response) => {
      if (response.type === 'Error') { result.textContent = 'errors ' + JSON.stringify(response); return }
      const body = new URLSearchParams({ brick_token: response.token, brick_fingerprint: Brick.getFingerprint() })
      const answer = await (await fetch('/charge?order=1', { method: 'POST', body })).json()
      if (answer.secure) location.assign(answer.secure.redirect)
      else result.textContent = (answer.success ? 'success ' : 'errors ') + JSON.stringify(answer)
    })
  })`

async function openDefault(form: object = { show_cardholder: true }, extra: Record<string, string> = {}) {
  store.serve({ version: '1.6', script: defaultForm(form), extra })
  await page.goto(`${store.url}/`)
}

async function fillDefault(card: { number?: string; cvv?: string; expiry?: string } = {}) {
  await page.getByLabel('E-mail').fill('a@example.com')
  await page.getByLabel('Name on card').fill('Ann Mary Lee')
  await page.getByLabel('Card number').fill(card.number ?? '4242424242424242')
  await page.getByLabel('Expiry date').pressSequentially(card.expiry ?? '1239')
  await page.getByLabel('Security code').fill(card.cvv ?? '123')
  await page.locator('button.js-brick-submit').click()
}

async function openCustom(extra: Record<string, string> = {}) {
  store.serve({ version: '1.4', script: customForm, extra })
  await page.goto(`${store.url}/`)
}

async function fillCustom(card: { number?: string; cvv?: string; month?: string } = {}) {
  await page.getByLabel('card-number').pressSequentially(card.number ?? '4242424242424242')
  await page.getByLabel('card-expiration-month').fill(card.month ?? '12')
  await page.getByLabel('card-expiration-year').fill('2039')
  await page.getByLabel('card-cvv').fill(card.cvv ?? '123')
  await page.getByRole('button', { name: 'Pay' }).click()
}

async function resultOf(kind: 'success' | 'errors'): Promise<Json> {
  const result = page.locator('#result')
  await page.waitForFunction(() => document.querySelector('#result')?.textContent !== '')
  const content = (await result.textContent()) ?? ''
  expect(content.split(' ', 1)[0]).toBe(kind)
  return JSON.parse(content.slice(kind.length + 1))
}

const forms = [
  ['default form', openDefault, fillDefault],
  ['custom form', (_form: object, extra?: Record<string, string>) => openCustom(extra), fillCustom],
] as const

describe.each(forms)('%s', (_form, open, fill) => {
  const rows = testCards.filter(({ number }) => number === testCards[0]?.number)

  it.each(rows)('card $number with code $cvv: $happens', async ({ number, cvv, code, review }) => {
    await open({ show_cardholder: true })
    await fill({ number, cvv })
    if (code === null) {
      expect(await resultOf('success')).toMatchObject({
        risk: review === null ? 'approved' : 'pending',
      })
    } else {
      expect((await resultOf('errors')).error.code).toBe(code)
    }
  })

  it('sends the card number to the tokenizer alone', async () => {
    const requests: Request[] = []
    page.on('request', (request) => requests.push(request))
    await open({ show_cardholder: true })
    await fill()
    await resultOf('success')
    const withNumber = requests.filter((request) =>
      `${request.url()} ${request.postData() ?? ''}`.replace(/\D/g, '').includes('4242424242424242'),
    )
    expect(withNumber.map((request) => request.url())).toEqual([`${sandbox.url}/api/brick/token`])
    expect(store.posts).toHaveLength(1)
    expect(store.posts[0]).toMatchObject({
      brick_token: expect.stringMatching(/^ot_[0-9a-f]{32}$/),
      brick_fingerprint: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
    })
  })
})

describe('the default form', () => {
  it('sends what it was asked to collect', async () => {
    await openDefault({ show_cardholder: true, show_zip: true, values: { email: 'b@example.com' } })
    expect(await page.getByLabel('E-mail').inputValue()).toBe('b@example.com')
    await page.getByLabel('Postcode').fill('EC1A 1AA')
    await fillDefault()
    await resultOf('success')
    expect(store.posts[0]).toMatchObject({
      url: '/charge?order=1',
      email: 'a@example.com',
      firstname: 'Ann Mary',
      lastname: 'Lee',
      zip: 'EC1A 1AA',
      brick_reference_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it.each([
    ['de', 'Kartennummer', 'Bezahlen', 'Bitte füllen Sie alle Felder aus'],
    ['es', 'Número de tarjeta', 'Pagar', 'Rellene todos los campos'],
    ['fr', 'Card number', 'Pay', 'Please fill in every field'],
  ])('is written in the language %s', async (lang, label, button, fault) => {
    await openDefault({ lang })
    await page.getByLabel(label).waitFor()
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('alert').getByText(fault).waitFor()
  })

  it('has the marks that shop modules look for', async () => {
    await openDefault({ allow_storing_cards: true, wcs_hide_email: true, pay_button: 'Pay $9.99' })
    await page.locator('#brick-payment-form .js-brick-step-form .brick-control').first().waitFor()
    await page.locator('button.js-brick-submit', { hasText: 'Pay $9.99' }).waitFor()
    await page.locator('#brick-store-card').waitFor()
    expect(await page.getByLabel('E-mail').count()).toBe(0)
    expect(await page.locator('#brick-payment-form input[name]').count()).toBe(0)
  })

  it.each(['1.4', '1.5'] as const)(
    'works with the script of version %s, without a reference id',
    async (version) => {
      store.serve({ version, script: defaultForm({ show_cardholder: version === '1.5' }) })
      await page.goto(`${store.url}/`)
      await page.getByLabel('E-mail').fill('a@example.com')
      if (version === '1.5') await page.getByLabel('Name on card').fill('Ann Lee')
      else expect(await page.getByLabel('Name on card').count()).toBe(0)
      await page.getByLabel('Card number').fill('4242424242424242')
      await page.getByLabel('Expiry date').fill('12/39')
      await page.getByLabel('Security code').fill('123')
      await page.locator('button.js-brick-submit').click()
      await resultOf('success')
      expect(store.posts[0]).not.toHaveProperty('brick_reference_id')
    },
  )

  it('says what is wrong with the card, and lets the buyer mend it', async () => {
    await openDefault()
    await fillDefault({ number: '4242424242424241', cvv: '1' })
    const errors = await resultOf('errors')
    expect(errors).toMatchObject({ type: 'Error', error: expect.any(Array) })
    await page.getByRole('alert').getByText('Please enter a valid card number').waitFor()
    expect(await page.getByLabel('Card number').getAttribute('aria-invalid')).toBe('true')
    expect(store.posts).toEqual([])
    await page.getByLabel('Card number').fill('4242424242424242')
    await page.getByLabel('Security code').fill('123')
    await page.locator('button.js-brick-submit').click()
    await page.waitForFunction(() => document.querySelector('#result')?.textContent?.startsWith('success'))
  })

  it('says beside a missing name what is wrong with the number, and shows the first fault', async () => {
    await openDefault()
    await fillDefault({ number: '4242' })
    await page.getByText('Please enter a valid card number', { exact: true }).waitFor()
    await page.getByLabel('Name on card').fill('')
    await page.locator('button.js-brick-submit').click()
    await page
      .getByText('Please fill in every field. Please enter a valid card number', { exact: true })
      .waitFor()
    expect(await page.getByLabel('Name on card').evaluate((input) => input === document.activeElement)).toBe(
      true,
    )
    await page.getByLabel('Name on card').fill('Ann Lee')
    await page.getByLabel('Card number').fill('')
    await page.locator('button.js-brick-submit').click()
    await page.getByText('Please fill in every field', { exact: true }).waitFor()
  })

  it('closes the bank’s dialog when the buyer walks away', async () => {
    await openDefault({ show_cardholder: true }, { secure: '1' })
    await fillDefault()
    await page.frameLocator('dialog iframe').getByRole('button', { name: 'Leave without answering' }).click()
    expect(await resultOf('errors')).toEqual({ error: { message: '3-D Secure was cancelled' } })
    expect(await page.locator('dialog').count()).toBe(0)
    expect(store.posts).toHaveLength(1)
  })

  it('reports a wrong public key as the tokenizer answers it', async () => {
    store.serve({ version: '1.6', script: defaultForm({ show_cardholder: true }, 't_wrong') })
    await page.goto(`${store.url}/`)
    await fillDefault()
    expect(await resultOf('errors')).toMatchObject({ type: 'Error', code: 2111 })
  })

  it('charges once for a double click', async () => {
    await openDefault()
    await fillDefault()
    await page
      .locator('button.js-brick-submit')
      .click({ force: true, noWaitAfter: true })
      .catch(() => undefined)
    await resultOf('success')
    expect(store.posts).toHaveLength(1)
  })

  it('takes the buyer through the bank in a dialog and charges again with what the bank says', async () => {
    await openDefault({ show_cardholder: true }, { secure: '1' })
    await fillDefault()
    const bank = page.frameLocator('dialog iframe')
    await bank.getByText('US$9.99').waitFor()
    await bank.getByRole('button', { name: 'Approve' }).click()
    expect(await resultOf('success')).toMatchObject({ success: 1 })
    expect(store.posts).toHaveLength(2)
    expect(store.posts[1]).toMatchObject({
      brick_token: store.posts[0]?.brick_token,
      brick_charge_id: expect.stringMatching(/^\d+_test$/),
      brick_secure_token: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(await page.locator('dialog').count()).toBe(0)
  })

  it('reports a payment that the bank declined', async () => {
    await openDefault({ show_cardholder: true }, { secure: '1' })
    await fillDefault()
    await page.frameLocator('dialog iframe').getByRole('button', { name: 'Decline' }).click()
    expect((await resultOf('errors')).error.code).toBe(3012)
  })

  it('charges nothing when the buyer leaves the bank', async () => {
    await openDefault({ show_cardholder: true }, { secure: '1' })
    await fillDefault()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await resultOf('errors')
    expect(store.posts).toHaveLength(1)
    await page.getByRole('alert').getByText('was not confirmed').waitFor()
  })
})

describe('the custom form', () => {
  const byUrl = () => ({
    secure: '1',
    secure_return_method: 'url',
    secure_redirect_url: `${store.url}/secure?state=s`,
  })

  it('groups the digits of the card number as they are typed', async () => {
    await openCustom()
    await page.getByLabel('card-number').pressSequentially('4242424242424242')
    expect(await page.getByLabel('card-number').inputValue()).toBe('4242 4242 4242 4242')
  })

  it('gives one error as text and several as a list', async () => {
    await openCustom()
    await fillCustom({ month: '13' })
    expect(await resultOf('errors')).toMatchObject({ code: 223, error: 'Please enter a valid expiry date' })
    await page.evaluate(() => document.querySelector('#result')?.replaceChildren())
    await page.getByLabel('card-cvv').fill('')
    await page.getByRole('button', { name: 'Pay' }).click()
    expect((await resultOf('errors')).error).toHaveLength(2)
  })

  it.each([
    ['Approve', 'Paid'],
    ['Decline', 'Refused 3012'],
  ])('goes to the bank and back: %s', async (button, heading) => {
    await openCustom(byUrl())
    await fillCustom()
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('heading', { name: heading }).waitFor()
    expect(page.url()).toBe(`${store.url}/secure?state=s`)
  })

  it('tells the store nothing when the buyer walks away from the bank', async () => {
    await openCustom(byUrl())
    await fillCustom()
    await page.getByRole('button', { name: 'Leave without answering' }).click()
    await page.getByText('You left without answering.').waitFor()
    expect(store.posts.filter(({ url }) => url === '/secure?state=s')).toEqual([])
  })

  it('is known to version 1.4 alone', async () => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    store.serve({ version: '1.6', script: customForm })
    await page.goto(`${store.url}/`)
    expect(faults).toEqual(['Brick: the custom form is documented for Brick.js 1.4 alone'])
  })
})
