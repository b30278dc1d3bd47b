import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { APIRequestContext, Page } from '@playwright/test'
import { addressKey } from '@/lib/accounts/rate-limit'
import { runProgram } from '@/scripts/programs'
import {
  acceptTerms,
  acceptTermsOf,
  enterAsNew,
  headersOf,
  newPerson,
  openPaylet,
  openPayment,
  openTerms,
  placeOrder,
} from '@/test/support/buyer'
import { expect, fromSetup, test } from '@/test/support/fixtures'
import { watchForNumber } from '@/test/support/outgoing'

/** The sources of one directive in a policy. */
function sources(policy: string, directive: string): string[] {
  return (
    policy
      .split('; ')
      .find((entry) => entry.startsWith(`${directive} `))
      ?.split(' ')
      .slice(1) ?? []
  )
}

/** The address of every script that a page's document runs from now on; inline ones have the address of the page. */
async function watchScripts(page: Page): Promise<Set<string>> {
  const client = await page.context().newCDPSession(page)
  const { frameTree } = await client.send('Page.getFrameTree')
  const addresses = new Set<string>()
  client.on('Debugger.scriptParsed', ({ url, executionContextAuxData: context }) => {
    // Playwright's own run in a world apart, or have no address; the Paylet's run in its frame.
    if (context?.isDefault && context.frameId === frameTree.frame.id && url) addresses.add(url)
  })
  await client.send('Debugger.enable')
  return addresses
}

test('only scripts of the reviewed list run on the payment page', async ({ page, baseURL }) => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  await openPayment(page, await enterAsNew(page), 'fox')
  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).waitFor()

  const ran = await watchScripts(page)
  ran.clear()
  const answer = await page.reload()
  await expect(page.getByRole('button', { name: /^Pay \$/ })).toBeEnabled()
  const policy = answer?.headers()['content-security-policy'] ?? ''
  const allowed = sources(policy, 'script-src')
  expect(policy).not.toContain('strict-dynamic')
  expect(allowed).not.toContain("'unsafe-inline'")
  expect(allowed).not.toContain("'unsafe-eval'")
  const listed = allowed.filter((source) => source.startsWith('http'))
  expect(listed).toEqual([
    `${baseURL}/_next/static/`,
    expect.stringMatching(/\/brick\/1\.6\/build\/brick\.1\.6\.0\.min\.js$/),
  ])

  for (const address of ran) {
    if (address !== page.url())
      expect(
        listed.some((url) => address.startsWith(url)),
        address,
      ).toBe(true)
  }
  expect([...ran].filter((address) => address === listed[1])).toHaveLength(1)
  const inline = await page.evaluate(() =>
    Array.from(document.scripts, (script) => ({ src: script.src, nonce: script.nonce })),
  )
  for (const { nonce } of inline.filter(({ src }) => src === '')) {
    expect(allowed, 'an inline script bears the nonce').toContain(`'nonce-${nonce}'`)
  }
  expect(violations).toEqual([])
})

test('a script that is not on the list does not run, and is reported', async ({ page, database }) => {
  await openTerms(page, await enterAsNew(page), 'fox')
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.src = '/artwork/not-reviewed.js'
    const outcome = new Promise((resolve) => {
      script.onload = () => resolve('ran')
      script.onerror = () => resolve('blocked')
    })
    document.body.append(script)
    return outcome
  })
  expect(ran).toBe('blocked')
  await expect
    .poll(() =>
      database.query(
        "SELECT directive, page FROM policy_violations WHERE example LIKE '%/artwork/not-reviewed.js'",
      ),
    )
    .toEqual([{ directive: 'script-src-elem', page: '/checkout/[id]' }])
})

test('reports count by a payment page’s own address, and from one sender only so many', async ({
  request,
  database,
  extraHTTPHeaders,
}) => {
  const buyer = await newPerson()
  const order = await placeOrder(buyer, 'fox')
  const answer = await request.get(`/checkout/${order}`, { headers: await headersOf(buyer) })
  const [address = ''] = sources(answer.headers()['content-security-policy'] ?? '', 'report-uri')
  expect(address).toMatch(/^\/api\/csp-report\?token=/)
  const host = `https://${crypto.randomUUID()}.example`
  const report = { 'csp-report': { 'effective-directive': 'img-src', 'blocked-uri': `${host}/x.png` } }
  const counted = () =>
    database.query<{ count: number }>('SELECT count FROM policy_violations WHERE blocked = $1', [host])
  const send = (to: string, data: unknown = report) =>
    request.post(to, { data, headers: { 'content-type': 'application/csp-report' } })

  for (const to of ['/api/csp-report', '/api/csp-report?token=', `${address}x`]) {
    expect((await send(to)).status(), to).toBe(400)
  }
  expect(await counted()).toEqual([])

  expect((await send(address)).status()).toBe(204)
  expect((await send(address, 'x'.repeat(20_001))).status()).toBe(413)
  expect((await send(address, { 'csp-report': { 'effective-directive': 'a\0b' } })).status()).toBe(204)
  const key = addressKey('policy-report', extraHTTPHeaders?.['x-forwarded-for'] ?? '')
  await database.query('UPDATE rate_limits SET hits = 199 WHERE key = $1', [key])
  expect((await send(address)).status(), 'the 200th').toBe(204)
  expect((await send(address)).status(), 'one more').toBe(429)
  expect(await counted()).toEqual([{ count: 2 }])
})

test('moving to the payment page from within the shop loads its own document and policy', async ({
  page,
}) => {
  const order = await placeOrder(await enterAsNew(page), 'fox')
  await page.goto(`/orders/${order}`)
  // A soft move would keep this mark of the old document.
  await page.evaluate(() => document.documentElement.setAttribute('data-old', ''))
  const loaded: { document: boolean; policy: string }[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname !== `/checkout/${order}`) return
    const document = response.request().resourceType() === 'document'
    loaded.push({ document, policy: response.headers()['content-security-policy'] ?? '' })
  })
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible()
  await expect(page.locator('html[data-old]')).toHaveCount(0)
  const policy = loaded.find(({ document }) => document)?.policy ?? ''
  expect(sources(policy, 'script-src').some((source) => source.startsWith("'nonce-"))).toBe(true)
  await page.waitForLoadState('load')
})

const cardNumber = '4242424242424242'

const written = /4242[ -]?4242[ -]?4242[ -]?4242/

/** Every way in which a number could reach the shop, but the tokenizer's. */
function requestsWith(number: string, client: APIRequestContext, origin: string, order: string) {
  const inQuery = encodeURIComponent(number)
  return [
    client.post('/api/csp-report', { data: { deep: [{ er: [number] }] } }),
    client.post('/api/csp-report', { data: `"${number}"`, headers: { 'content-type': 'text/plain' } }),
    client.post('/api/csp-report', { form: { note: number } }),
    client.post('/api/csp-report', { multipart: { note: `card ${number}.` } }),
    client.post(`/api/brick/charge?order=${order}`, {
      form: { card_number: number, brick_token: 'ot_12345678' },
    }),
    client.post(`/api/brick/charge?order=${order}`, { data: { card: { number } } }),
    client.post(`/api/brick/charge?order=${order}`, { form: { [number]: '' } }),
    client.post(`/api/brick/charge?order=${order}&card=${inQuery}`, { form: {} }),
    client.post('/api/brick/secure?state=none', { form: { PaRes: number } }),
    client.post('/login', {
      multipart: { '1_email': number, '0': JSON.stringify(['$K1', { number }]) },
    }),
    client.post(`/checkout/${order}`, { form: { number } }),
    client.get(`/products/fox?q=${inQuery}`),
    client.get(`/products/${inQuery}`),
    client.get(`/api/downloads/${inQuery}`),
    client.get('/', { headers: { 'x-note': number } }),
    client.get('/', { headers: { 'user-agent': `Browser ${number}` } }),
    client.get('/', { headers: { referer: `${origin}/?card=${inQuery}` } }),
    client.post(`/api/brick/charge?order=${order}`, { form: { brick_token: number } }),
    client.post('/api/csp-report', { form: { brick_charge_id: number, ref: number } }),
  ]
}

test('a card number is refused wherever it comes, and is in no answer, no table and no log', async ({
  playwright,
  database,
  shop,
}) => {
  const buyer = await newPerson()
  const order = await placeOrder(buyer, 'fox')
  await acceptTermsOf(order)
  const client = await playwright.request.newContext({
    baseURL: shop.url,
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: await headersOf(buyer),
  })
  for (const number of [cardNumber, '4242 4242 4242 4242', '4242-4242-4242-4242']) {
    for (const sent of requestsWith(number, client, shop.url, order)) {
      const answer = await sent
      const text = await answer.text()
      expect(answer.status(), `${answer.url()}: ${text}`).toBe(400)
      expect(text).toContain('Card numbers belong in the payment form alone')
      expect(JSON.stringify(answer.headersArray()) + text).not.toMatch(written)
    }
  }
  // Where the provider sends its identifiers, a number is let through as one, yet kept nowhere.
  const exempt = await client.post('/api/brick/secure?state=none', {
    form: { brick_charge_id: cardNumber, brick_secure_token: cardNumber, ref: cardNumber },
  })
  expect([exempt.status(), await exempt.text()], 'refused as a return, not as a card number').toEqual([
    400,
    expect.stringContaining('This address is not valid'),
  ])
  const charged = await client.post(`/api/brick/charge?order=${order}`, {
    form: {
      brick_token: 'ot_unknown12345678',
      brick_fingerprint: 'f'.repeat(32),
      brick_reference_id: cardNumber,
      cardholder: 'Ada Lovelace',
    },
    headers: { origin: shop.url },
  })
  expect(await charged.json()).toMatchObject({ success: 0, error: { code: 3111 } })

  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(15)
  for (const { name } of tables) {
    const rows = await database.query(`SELECT 1 FROM ${name} t WHERE t::text ~ $1`, [written.source])
    expect(rows, name).toEqual([])
  }
  const shopLog = path.join(shop.logs, 'shop.log')
  for (const file of [shopLog, path.join(shop.logs, 'worker.log'), fromSetup('E2E_POSTGRES_LOG')]) {
    const log = await readFile(file, 'utf8')
    expect(log, `${file} is written`).not.toBe('')
    expect(log.split('\n').filter((line) => written.test(line))).toEqual([])
  }
  // The log that was searched is the one that this order's charge is in.
  expect(await readFile(shopLog, 'utf8')).toContain(order)
  await client.dispose()
})

test('what watches for numbers in the browser’s requests sees each way out', async ({
  page,
  context,
  baseURL,
}) => {
  await page.goto('/')
  const ways: [path: string, leak: (number: string) => unknown][] = [
    ['/leak/query', (number) => fetch(`/leak/query?n=${number}`)],
    ['/leak/grouped', () => fetch('/leak/grouped?n=4242%204242%204242%204242')],
    ['/leak/header', (number) => fetch('/leak/header', { headers: { 'x-n': number } })],
    [
      '/leak/json',
      (number) => fetch('/leak/json', { method: 'POST', body: JSON.stringify({ n: Number(number) }) }),
    ],
    ['/leak/base64', (number) => fetch('/leak/base64', { method: 'POST', body: btoa(`card=${number};`) })],
    ['/leak/beacon', (number) => navigator.sendBeacon('/leak/beacon', number)],
    [
      '/leak/blob',
      (number) => navigator.sendBeacon('/leak/blob', new Blob([number], { type: 'text/plain' })),
    ],
    ['/leak/image', (number) => Object.assign(new Image(), { src: `/leak/image?${number}` })],
    [
      '/leak/form',
      (number) => {
        const data = new FormData()
        data.set('n', number)
        return fetch('/leak/form', { method: 'POST', body: data })
      },
    ],
    ['/leak/socket', (number) => void new WebSocket(`wss://${location.host}/leak/socket?${number}`)],
  ]
  for (const [way, leak] of ways) {
    const numberWentTo = watchForNumber(context, cardNumber)
    const sent = way.endsWith('socket') ? page.waitForEvent('websocket') : page.waitForRequest(`**${way}*`)
    await page.evaluate(leak as (number: string) => void, cardNumber)
    await sent
    const origin = way.endsWith('socket') ? baseURL?.replace('https:', 'wss:') : baseURL
    expect(await numberWentTo(), way).toEqual([`${origin}${way}`])
    context.removeAllListeners('request')
    context.removeAllListeners('page')
    page.removeAllListeners('websocket')
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the payment page says what to do, and promises no form that never comes', async ({ page }) => {
    await openTerms(page, await enterAsNew(page), 'fox')
    await acceptTerms(page)
    await expect(page.getByText('Enable JavaScript for this page, then reload it.')).toBeVisible()
    await expect(page.getByText('is loading')).toBeHidden()
    await expect(page.getByText('Your order', { exact: true })).toBeVisible()
  })
})

test('a command compares the running payment page with a reviewed baseline', { tag: '@thorough' }, async ({
  baseURL,
}) => {
  const buyer = await newPerson()
  const order = await placeOrder(buyer, 'fox')
  const { cookie } = await headersOf(buyer)
  const directory = await mkdtemp(path.join(tmpdir(), 'payment-page-'))
  const baseline = path.join(directory, 'baseline.json')
  const compare = (...flags: string[]) =>
    runProgram(
      [
        'scripts/run.mjs',
        'payment-page',
        new URL(`/checkout/${order}`, baseURL).href,
        '--baseline',
        baseline,
        ...flags,
      ],
      {
        ...process.env,
        NODE_EXTRA_CA_CERTS: fromSetup('E2E_CERTIFICATE'),
        PAYMENT_PAGE_COOKIE: cookie,
      },
    )
  try {
    expect((await compare()).output).toContain('no baseline')
    expect(await compare('--write')).toMatchObject({ code: 0 })
    expect(await compare()).toMatchObject({
      code: 0,
      output: 'The payment page matches the reviewed baseline.\n',
    })

    const reviewed = JSON.parse(await readFile(baseline, 'utf8'))
    const [script = ''] = Object.keys(reviewed.scripts).filter((name) => name.startsWith('/_next/'))
    reviewed.scripts[script] = 'sha256-other'
    const [brick = ''] = Object.keys(reviewed.scripts).filter((name) => name.endsWith('/brick.1.6.0.min.js'))
    expect(reviewed.scripts[brick]).toMatch(/^sha256-/)
    reviewed.scripts[brick] = 'sha256-other'
    delete reviewed.headers['x-content-type-options']
    await writeFile(baseline, JSON.stringify(reviewed))
    const { code, output } = await compare()
    expect(code).toBe(1)
    expect(output).toContain(`changed script: ${script}`)
    expect(output).toContain(`changed script: ${brick}`)
    expect(output).toContain('new header: x-content-type-options')
  } finally {
    await rm(directory, { recursive: true })
  }
})
