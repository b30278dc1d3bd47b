import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { acceptTerms, openCheckout, openPaylet, register } from '@/e2e/support/buyer'
import { expect, fromSetup, test } from '@/e2e/support/fixtures'
import { runProgram } from '@/scripts/programs'

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

test('only scripts of the reviewed list run on the payment page', async ({ page }) => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  await register(page)
  await openCheckout(page, 'fox')
  await acceptTerms(page)
  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).waitFor()

  const answer = await page.reload()
  const policy = answer?.headers()['content-security-policy'] ?? ''
  const allowed = sources(policy, 'script-src')
  expect(policy).not.toContain('strict-dynamic')
  expect(allowed).not.toContain("'unsafe-inline'")
  const listed = allowed.filter((source) => source.startsWith('http'))

  const ran = await page.evaluate(() =>
    Array.from(document.scripts, (script) => ({ src: script.src, nonce: script.nonce, type: script.type })),
  )
  expect(ran.length).toBeGreaterThan(0)
  for (const script of ran) {
    if (script.src)
      expect(
        listed.some((url) => script.src.startsWith(url)),
        script.src,
      ).toBe(true)
    else expect(allowed, 'an inline script bears the nonce').toContain(`'nonce-${script.nonce}'`)
  }
  expect(violations).toEqual([])
})

test('a script that is not on the list does not run, and is reported', async ({ page, database }) => {
  await register(page)
  await openCheckout(page, 'fox')
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
        "SELECT directive FROM policy_violations WHERE blocked LIKE '%/artwork/not-reviewed.js'",
      ),
    )
    .toEqual([{ directive: 'script-src-elem' }])
})

test('moving to the payment page from within the shop loads its own document and policy', async ({
  page,
}) => {
  await register(page)
  const order = await openCheckout(page, 'fox')
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

test('a card number is refused wherever it comes, and provider identifiers are not', async ({
  page,
  database,
}) => {
  await register(page)
  const disguised = ['4242 4242 4242 4242', '4242-4242-4242-4242', cardNumber]
  for (const number of disguised) {
    const posts = [
      page.request.post('/api/csp-report', { data: { deep: [{ er: number }] } }),
      page.request.post('/api/csp-report', { form: { note: number } }),
      page.request.post('/api/csp-report', { multipart: { note: `card ${number}.` } }),
      page.request.get(`/products/fox?q=${encodeURIComponent(number)}`),
      page.request.get(`/products/${encodeURIComponent(number)}`),
      page.request.get('/', { headers: { 'x-note': number } }),
    ]
    for (const post of posts) {
      const answer = await post
      expect(answer.status(), answer.url()).toBe(400)
      expect(await answer.text()).not.toContain(number)
    }
  }
  const exempt = await page.request.post('/api/csp-report', {
    form: { brick_charge_id: cardNumber, ref: cardNumber },
  })
  expect(exempt.status(), 'refused as a report, not as a card number').toBe(400)
  expect(await exempt.text()).toBe('')

  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  )
  for (const { name } of tables) {
    const rows = await database.query(
      `SELECT 1 FROM "${name}" t WHERE t::text ~ '4242[ -]?4242[ -]?4242[ -]?4242'`,
    )
    expect(rows, name).toEqual([])
  }
})

test('a command compares the running payment page with a reviewed baseline', async ({ page, context }) => {
  await register(page)
  const order = await openCheckout(page, 'fox')
  const cookies = await context.cookies()
  const directory = await mkdtemp(path.join(tmpdir(), 'payment-page-'))
  const baseline = path.join(directory, 'baseline.json')
  const compare = (...flags: string[]) =>
    runProgram(
      [
        'scripts/run.mjs',
        'payment-page',
        new URL(`/checkout/${order}`, page.url()).href,
        '--baseline',
        baseline,
        ...flags,
      ],
      {
        ...process.env,
        NODE_EXTRA_CA_CERTS: fromSetup('E2E_CERTIFICATE'),
        PAYMENT_PAGE_COOKIE: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      },
    )
  try {
    expect((await compare()).output).toContain('no baseline')
    expect(await compare('--write')).toMatchObject({ code: 0 })
    expect(await compare()).toMatchObject({ code: 0, output: 'The payment page is as reviewed.\n' })

    const reviewed = JSON.parse(await readFile(baseline, 'utf8'))
    const [script = ''] = Object.keys(reviewed.scripts).filter((name) => name.startsWith('/_next/'))
    reviewed.scripts[script] = 'sha256-other'
    delete reviewed.headers['x-content-type-options']
    await writeFile(baseline, JSON.stringify(reviewed))
    const { code, output } = await compare()
    expect(code).toBe(1)
    expect(output).toContain(`changed script: ${script}`)
    expect(output).toContain('new header: x-content-type-options')
  } finally {
    await rm(directory, { recursive: true })
  }
})
