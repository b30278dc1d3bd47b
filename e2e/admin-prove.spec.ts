import { runProgram } from '@/scripts/programs'
import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import {
  type Break,
  breaks,
  changed,
  expectMasked,
  okToAll,
  printsCardNumbers,
  readTable,
  type Table,
  without,
} from '../test/support/golive-breaks'
import { expectToFit } from '../test/support/look'
import { watchRun } from '../test/support/prove'
import { openSecondShop } from '../test/support/second-shop'

test.use({ shopName: 'prove' })

// What one has proven, the next break.
test.describe.configure({ mode: 'serial', timeout: 900_000 })

test('“Prove all” walks from an empty database through every case, while one watches', {
  tag: '@thorough',
}, async ({ page, database, emulator }) => {
  const settings = await emulator.control('GET', '/settings')
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live/prove')
  await expectToFit(page)
  const begun = Date.now()
  const window = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Prove all' }).click()
  await window
  await expect(page.getByRole('status').filter({ hasText: /^Step \d+ of \d+: .* \d+ left\.$/ })).toBeVisible()
  // Whatever ends a run in the middle of a card's step, the emulator is as it was.
  await expect(page.getByText('Your browser pays at the checkout').first()).toBeVisible()
  expect(await emulator.control('GET', '/settings')).toEqual(settings)
  expect(await watchRun(page)).toMatch(/^All \d+ steps are done\.$/)
  expect(Date.now() - begun, 'three minutes').toBeLessThan(180_000)
  await expectToFit(page)

  const types = await database.query<{ type: number }>('SELECT DISTINCT type FROM pingbacks ORDER BY type')
  expect(types.map(({ type }) => type)).toEqual(expect.arrayContaining([0, 2, 200, 201, 202]))
  expect(await database.query('SELECT kind, message FROM alerts'), 'what is proven raises no alarm').toEqual(
    [],
  )

  const rows = page.getByRole('table', { name: /^Check points of section [A-F]$/ }).getByRole('row')
  const unproven = rows
    .filter({ has: page.getByRole('cell') })
    .filter({ hasNotText: /State(Proven|Not used)/ })
  // Paymentwall is told of deliveries by a job that looks once a minute.
  await expect(async () => {
    await page.goto('/admin/go-live')
    expect(await unproven.allInnerTexts()).toEqual([])
  }).toPass({ timeout: 150_000, intervals: [5000] })
})

/** How the table says that a break was found. */
const failing = ({ fails, reason }: Pick<Break, 'fails' | 'reason'>): Record<string, unknown> =>
  Object.fromEntries(
    fails.map((id) => [id, expect.stringMatching(new RegExp(`^Failed: .*${reason.source}`))]),
  )

/** Whether nothing is wrong: what a table should be before something is broken. */
const isSound = (table: Table) =>
  Object.values(table).every(
    (said) => /^(Proven|Not used): /.test(said) || /Nobody has attested this yet/.test(said),
  )

test('each point that is broken fails with its twins, for the right reason, and no other changes', {
  tag: '@thorough',
}, async ({ page, database, shop: first }) => {
  const person = await enterAsNew(page, 'ADMIN')
  const shop = await openSecondShop(first)
  try {
    const before = await readTable(page, shop.url)
    expect(isSound(before), JSON.stringify(before, null, 1)).toBe(true)
    for (const one of breaks) {
      await test.step(one.what, async () => {
        const mend = await one.make({ shop, database, page, person })
        expect.soft(changed(before, await readTable(page, shop.url)), one.what).toEqual(failing(one))
        await mend()
        expect.soft(changed(before, await readTable(page, shop.url)), `${one.what}, mended`).toEqual({})
      })
    }
  } finally {
    await shop.stop()
  }
})

test('a shop that starts with a fault fails the points that see it', { tag: '@thorough' }, async ({
  page,
  database,
  shop: first,
}) => {
  await enterAsNew(page, 'ADMIN')
  const before = await readTable(page, first.url)
  expect(isSound(before), JSON.stringify(before, null, 1)).toBe(true)

  const plain = await openSecondShop(first, {}, 'http')
  try {
    const [session] = await page.context().cookies()
    const cookie = { name: 'foldline.session', value: session?.value ?? '', url: plain.url }
    await page.context().addCookies([cookie])
    expect.soft(changed(before, await readTable(page, plain.url)), 'an http address').toEqual(
      failing({
        fails: ['C1', 'D2.1', 'F5'],
        reason: /SHOP_URL: http:\/\/localhost:\d+ is not an https:\/\/ address\.$/,
      }),
    )
  } finally {
    await plain.stop()
  }

  const foreign = await openSecondShop(first, { BRICK_JS_URL: 'https://evil.example/brick.js' })
  try {
    expect.soft(changed(before, await readTable(page, foreign.url)), 'a foreign script').toEqual(
      failing({
        fails: ['C2', 'D2.2'],
        reason: /Brick.js: loaded from https:\/\/evil\.example, which is not Paymentwall’s\.$/,
      }),
    )
  } finally {
    await foreign.stop()
  }

  const loose = await openSecondShop(first, printsCardNumbers)
  try {
    const lapse = await expectMasked(database, loose.log)
    expect.soft(changed(before, await readTable(page, loose.url)), 'a card number in the log').toEqual(
      failing({
        fails: ['C5', 'D2.7'],
        reason: /The log on .*: a card number was masked before being written\.$/,
      }),
    )
    await lapse()
    expect.soft(changed(before, await readTable(page, loose.url)), 'thirty days later').toEqual({})
  } finally {
    await loose.stop()
  }
})

test('a rule that breaks could not be checked, says why, and leaves the others as they were', {
  tag: '@thorough',
}, async ({ page, database, shop }) => {
  await enterAsNew(page, 'ADMIN')
  const before = await readTable(page, shop.url)
  await database.query('ALTER TABLE delivery_confirmations RENAME TO away')
  try {
    expect(changed(before, await readTable(page, shop.url))).toEqual({
      B11: 'Could not be checked: The check itself failed.',
    })
    await page.getByRole('link', { name: /^B11 / }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^B11 /)
    await expect(page.getByRole('region', { name: 'Status' })).toContainText(
      /This point could not be checked.*delivery_confirmations.* does not exist/s,
    )
    await expectToFit(page)
  } finally {
    await database.query('ALTER TABLE away RENAME TO delivery_confirmations')
  }
  expect(changed(before, await readTable(page, shop.url))).toEqual({})
})

/** What the probe from outside finds failed at a shop: what it saw, by the id of each check. */
async function probe(url: string, secret: string): Promise<Table> {
  const { output } = await runProgram(['scripts/run.mjs', 'go-live', url, '--json'], {
    ...process.env,
    PAYMENTWALL_SECRET_KEY: secret,
  })
  const report: {
    profiles: { controls: { id: string; tags: { state: string }; results: { message: string }[] }[] }[]
  } = JSON.parse(output.slice(output.indexOf('{\n')))
  const controls = report.profiles.flatMap((profile) => profile.controls)
  return Object.fromEntries(
    controls.map(({ id, tags, results }) => [
      id,
      `${tags.state}: ${results.map(({ message }) => message).join('; ')}`,
    ]),
  )
}

const statesOf = (table: Table) =>
  Object.fromEntries(Object.entries(table).map(([id, said]) => [id, said.split(':', 1)[0] ?? '']))

test('the probe from outside fails the same where it can see it', { tag: '@thorough' }, async ({
  shop: first,
}) => {
  const secret = first.values.PAYMENTWALL_SECRET_KEY ?? ''
  const shop = await openSecondShop(first, { BRICK_FORM: 'custom' })
  try {
    const sound = await probe(shop.url, secret)
    const before = statesOf(sound)
    expect(Object.values(before), JSON.stringify(sound, null, 1)).not.toContain('failed')

    const paid = new Map<string, number>()
    const faults: [what: string, alter: typeof shop.alter, fails: string[], reason: RegExp][] = [
      ['no privacy policy', without('/privacy'), ['F2'], /\/privacy answered 404/],
      [
        'named inputs',
        (path, { body }) =>
          path.startsWith('/checkout/')
            ? { body: body.replace('id="card-number"', 'id="card-number" name="card_number"') }
            : undefined,
        ['C5'],
        /has a name/,
      ],
      ['OK to forgeries', okToAll, ['B9'], /answered 200 "OK"/],
      [
        'delivers twice',
        (path, { status, body }) => {
          const { pathname, searchParams } = new URL(path, shop.url)
          const order = searchParams.get('goodsid') ?? ''
          if (pathname === '/api/pingback' && status === 200 && searchParams.get('type') === '0')
            paid.set(order, (paid.get(order) ?? 0) + 1)
          const times = paid.get(pathname.replace('/orders/', '')) ?? 0
          return times > 1
            ? { body: body.replace('</main>', `${'<p>LICENCE-KEY</p>'.repeat(times)}</main>`) }
            : undefined
        },
        ['B8'],
        /the order changed/,
      ],
    ]
    for (const [what, alter, fails, reason] of faults) {
      shop.alter = alter
      const found = await probe(shop.url, secret)
      const failed = Object.fromEntries(fails.map((id) => [id, 'failed']))
      expect.soft(statesOf(found), what).toEqual({ ...before, ...failed })
      for (const id of fails) expect.soft(found[id], what).toMatch(reason)
    }
  } finally {
    await shop.stop()
  }

  const plain = await openSecondShop(first, { BRICK_FORM: 'custom' }, 'http')
  try {
    const found = await probe(plain.url, secret)
    const states = statesOf(found)
    const failed = Object.keys(states).filter((id) => states[id] === 'failed')
    expect(failed.sort(), JSON.stringify(found, null, 1)).toEqual(['C-tls', 'C1', 'F5'])
    expect(found.F5).toContain('begins with http://, so nothing is encrypted')
  } finally {
    await plain.stop()
  }
})
