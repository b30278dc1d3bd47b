import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { verifyReport } from '@/scripts/verify-report'
import { enterAsNew } from '../test/support/buyer'
import { type Database, expect, test } from '../test/support/fixtures'
import { expectAccessible, expectToFit } from '../test/support/look'

const kinds = ['html', 'json', 'pdf', 'signature']

/** Makes a report by the button, as a new admin, and waits until its files are there; returns their addresses, by their kind. */
async function makeReport(page: Page, database: Database): Promise<Map<string, string>> {
  const { uid } = await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live')
  await page.getByRole('button', { name: 'Make a report' }).click()
  const said = page.getByText(/^The report as of .* is being generated\.$/)
  await expect(said).toBeVisible()
  const time = /as of (.*) is being/.exec((await said.textContent()) ?? '')?.[1] ?? ''
  const row = page.getByRole('region', { name: 'Reports' }).getByRole('row').filter({ hasText: time })
  const made = 'SELECT FROM reports r JOIN assessments a ON a.id = r.assessment_id WHERE a.made_by = $1'
  await expect.poll(() => database.query(made, [uid]), { timeout: 200_000 }).toHaveLength(1)
  await page.reload()
  await expect(row.getByRole('link', { name: /^PDF/ })).toBeVisible()
  const addresses = await row
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return new Map(addresses.map((address) => [address.split('/').at(-1) ?? '', address]))
}

test('a report is made by a press, taken home, read without script and checked by who has nothing but the file', {
  tag: '@thorough',
}, async ({ page, shop, browser, database }) => {
  const addresses = await makeReport(page, database)
  expect([...addresses.keys()].sort()).toEqual([...kinds].sort())
  await expectToFit(page)

  const directory = await mkdtemp(path.join(tmpdir(), 'foldline-report-'))
  try {
    const files = new Map<string, string>()
    for (const [kind, address] of addresses) {
      const answer = await page.request.get(address)
      const { 'content-disposition': disposition = '', 'cache-control': cache } = answer.headers()
      expect(cache).toBe('private, no-store')
      const [, name = ''] = /^attachment; filename="(go-live-\w+Z\.[a-z.]+)"$/.exec(disposition) ?? []
      expect(name, disposition).not.toBe('')
      files.set(kind, path.join(directory, name))
      await writeFile(path.join(directory, name), await answer.body())
    }
    const file = (kind: string) => files.get(kind) ?? ''

    for (const kind of ['html', 'json', 'pdf']) {
      const { ok, lines } = await verifyReport(file(kind))
      expect({ ok, said: lines[0] }, kind).toEqual({
        ok: true,
        said: expect.stringMatching(/^Unaltered: .*signed by key/),
      })
      expect(lines[0]).not.toContain('by this shop')
    }
    const known = await verifyReport(file('html'), { shop: shop.url })
    expect(known).toMatchObject({
      ok: true,
      lines: expect.arrayContaining([expect.stringMatching(/^Unaltered: .*, by this shop/)]),
    })
    const [, fingerprint = ''] = /signed by key ([0-9a-f ]+), by this shop/.exec(known.lines[0] ?? '') ?? []
    await expect(page.getByRole('region', { name: 'Reports' })).toContainText(fingerprint)

    const bytes = await readFile(file('html'))
    const altered = path.join(directory, 'altered.html')
    await writeFile(altered, Buffer.from(bytes).fill('x', 1000, 1001))
    expect(await verifyReport(altered)).toEqual({
      ok: false,
      lines: [expect.stringMatching(/^ALTERED: altered\.html: /)],
    })

    // What was ordered for its pictures is told from what customers order.
    const orders = await page.request.get('/admin/orders?buyer=go-live-report%40shop.invalid')
    expect((await orders.text()).match(/>Probe</g)?.length).toBeGreaterThanOrEqual(2)

    const reader = await browser.newContext({ javaScriptEnabled: false })
    const read = await reader.newPage()
    const asked: string[] = []
    read.on('request', (request) => asked.push(request.url()))
    await read.goto(pathToFileURL(file('html')).href)
    await expect(read.getByRole('heading', { level: 1 })).toHaveText('Go-live report of Foldline')
    await expect(read.getByRole('heading', { name: /^B8 / })).toBeVisible()
    await expect(read.getByRole('link', { name: 'download the JSON' })).toBeVisible()
    expect(asked.filter((address) => !/^(file|data):/.test(address))).toEqual([])
    const pictures = read.getByRole('figure').getByRole('img')
    await expect(pictures).toHaveCount(10)
    await expect(read.getByText('Not taken:')).toBeHidden()
    await reader.close()

    const looked = await browser.newContext({ bypassCSP: true })
    const look = await looked.newPage()
    await look.goto(pathToFileURL(file('html')).href)
    await expectAccessible(look)
    // Each picture shows something, and none is of a page that led elsewhere.
    const widths = await look
      .getByRole('img')
      .evaluateAll((images) =>
        images.map((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
      )
    expect([...new Set(widths)].sort()).toEqual([1280, 390])
    await look.setViewportSize({ width: 390, height: 844 })
    expect(await look.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await looked.close()

    // The JSON of the same time is the same again, byte for byte.
    const again = await page.request.get(addresses.get('json') ?? '')
    expect(await again.body()).toEqual(await readFile(file('json')))
  } finally {
    await rm(directory, { recursive: true })
  }
})
