import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { runProgram } from '@/scripts/programs'
import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'

const kinds = ['html', 'json', 'pdf', 'signature']

/** Makes a report by the button, and waits until its files are there; returns their addresses, by their kind. */
async function makeReport(page: Page): Promise<Map<string, string>> {
  await page.goto('/admin/go-live')
  await page.getByRole('button', { name: 'Make a report' }).click()
  const said = page.getByText(/^The report as of .* is being generated\.$/)
  await expect(said).toBeVisible()
  const time = /as of (.*) is being/.exec((await said.textContent()) ?? '')?.[1] ?? ''
  const row = page.getByRole('region', { name: 'Reports' }).getByRole('row').filter({ hasText: time })
  await expect(async () => {
    await page.reload()
    await expect(row.getByRole('link', { name: /^PDF/ })).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 200_000, intervals: [1000] })
  const addresses = await row
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return new Map(addresses.map((address) => [address.split('/').at(-1) ?? '', address]))
}

test('a report is made by a press, taken home, read without script and checked by who has nothing but the file', async ({
  page,
  shop,
  browser,
}) => {
  await enterAsNew(page, 'ADMIN')
  const addresses = await makeReport(page)
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
    const verify = (...args: string[]) => runProgram(['scripts/run.mjs', 'go-live', 'verify', ...args])

    for (const kind of ['html', 'json', 'pdf']) {
      const { code, output } = await verify(file(kind))
      expect({ code, output }, kind).toEqual({
        code: 0,
        output: expect.stringMatching(/^Unaltered: .*signed by key/),
      })
      expect(output).not.toContain('by this shop')
    }
    const known = await verify(file('html'), '--shop', shop.url)
    expect(known).toEqual({ code: 0, output: expect.stringMatching(/^Unaltered: .*, by this shop/) })
    const [, fingerprint = ''] = /signed by key ([0-9a-f ]+), by this shop/.exec(known.output) ?? []
    await expect(page.getByRole('region', { name: 'Reports' })).toContainText(fingerprint)

    const bytes = await readFile(file('html'))
    const altered = path.join(directory, 'altered.html')
    await writeFile(altered, Buffer.from(bytes).fill('x', 1000, 1001))
    expect(await verify(altered)).toEqual({
      code: 1,
      output: expect.stringMatching(/^ALTERED: altered\.html: /),
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
    const { violations } = await new AxeBuilder({ page: look }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
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
