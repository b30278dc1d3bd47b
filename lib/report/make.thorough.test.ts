import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { assessmentSchema } from '@/lib/golive/assessment'
import { testAccount } from '@/lib/golive/checks/a1-test-account'
import { widgetProfile } from '@/lib/golive/checks/d1-3-widget-profile'
import { acceptance } from '@/lib/golive/checks/f4-acceptance'
import { addAssessment } from '@/lib/golive/mutations'
import { readReportFile, readReports } from '@/lib/report/data'
import { makeReport } from '@/lib/report/make'
import { keepReport, markOwnOrder } from '@/lib/report/mutations'
import { verifyFile } from '@/lib/report/verify'
import { enterAsVisitor } from '@/lib/report/visitor'
import { findBrowser } from '@/scripts/browser'
import { assessmentInAllStates, knownFingerprint, knownKeyText } from '@/test/support/assessments'
import { judge, visitor } from '@/test/support/golive'
import { newOrder, newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

/** Which paths this shop has lost. */
let lost = (_path: string) => false
const asked: string[] = []

// Stands where the shop runs: what is taken of its pages is the same whatever they show.
const shop = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(
    `${path} ${/foldline\.session=/.test(request.headers.cookie ?? '') ? 'signed in' : 'as a guest'}`,
  )
  response.writeHead(lost(path) ? 500 : 200, { 'content-type': 'text/html' })
  response.end(`<!doctype html><title>Shop</title><h1>${path}</h1><p style="height: 9000px">tall`)
}).listen(0, '127.0.0.1')
await once(shop, 'listening')

const settings = env()
settings.SHOP_URL = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
settings.REPORT_SIGNING_KEY = knownKeyText

beforeEach(() => {
  lost = () => false
  asked.length = 0
  settings.CHROMIUM_PATH = findBrowser()
  settings.REPORT_SIGNING_KEY = knownKeyText
})

afterAll(() => {
  shop.close()
  shop.closeAllConnections()
})

await newProduct(database)
await newProduct(database, 'MEMBERSHIP')

/** The number of a new assessment; of those of one time each counts as a little later than the one before. */
async function newAssessment(): Promise<bigint> {
  return (await addAssessment(assessmentInAllStates(), '')).id
}

async function reportOf(id: bigint) {
  const report = (await readReports([id])).get(id)
  if (!report) throw new Error('There is no report.')
  const envelope = await readReportFile(id, 'SIGNATURE')
  const files = await Promise.all(
    report.files.map(async ({ kind, name }) => {
      const content = Buffer.from((await readReportFile(id, kind))?.content ?? [])
      const beside = envelope ? Buffer.from(envelope.content).toString() : undefined
      return { kind, name, content, verdict: verifyFile(name, content, beside) }
    }),
  )
  return { ...report, files: new Map(files.map((file) => [file.kind, file])) }
}

test('with a Chromium it has a page, JSON, a PDF and ten pictures, each signed, and the pictures’ digests in the page', async () => {
  const id = await newAssessment()
  await makeReport(id)
  const { files, key, pdfNote, picturesNote, madeAt } = await reportOf(id)
  expect([...files.keys()]).toEqual(['HTML', 'JSON', 'PDF', 'SIGNATURE'])
  expect({ key, pdfNote, picturesNote }).toEqual({ key: knownFingerprint, pdfNote: '', picturesNote: '' })
  expect(madeAt).toBeInstanceOf(Date)
  for (const kind of ['HTML', 'JSON', 'PDF'] as const) {
    expect(files.get(kind)?.verdict, kind).toMatchObject({ state: 'unaltered', key: knownFingerprint })
  }
  expect(files.get('PDF')?.content.subarray(0, 5).toString()).toBe('%PDF-')
  const page = files.get('HTML')?.content.toString() ?? ''
  const pictures = await db().reportPicture.findMany({ where: { assessmentId: id } })
  expect(pictures.map(({ page: of, device }) => `${of} ${device}`).sort()).toEqual(
    ['checkout', 'privacy', 'refunds', 'subscription', 'terms'].flatMap((of) => [
      `${of} desktop`,
      `${of} phone`,
    ]),
  )
  for (const { digest, content } of pictures) {
    expect(content.length).toBeLessThanOrEqual(400_000)
    expect(page).toContain(digest)
    expect(page).toContain(Buffer.from(content).toString('base64'))
  }
  expect(asked.filter((line) => /^\/checkout\/[0-9a-z]{20} signed in$/.test(line))).toHaveLength(4)
  // The one that is to be paid has its terms accepted; of the membership they are to be seen.
  const rows = await database.query<{ kind: string; accepted: boolean }>(
    `SELECT l.kind::text, a.order_id IS NOT NULL AS accepted FROM order_lines l
     LEFT JOIN terms_acceptances a USING (order_id) ORDER BY l.kind::text`,
  )
  expect(rows).toEqual([
    { kind: 'LICENCE', accepted: true },
    { kind: 'MEMBERSHIP', accepted: false },
  ])
  expect(await database.query('SELECT FROM sessions')).toEqual([])
})

const ownOrders = () =>
  database.query<{ id: string; probe: boolean; kind: string }>(
    `SELECT o.id, o.is_probe AS probe, l.kind::text FROM orders o JOIN order_lines l ON l.order_id = o.id ORDER BY l.kind::text, o.created_at`,
  )

test('its orders are marked, count nowhere, and serve the next report until their price is another', async () => {
  const before = await ownOrders()
  expect(before.map(({ probe, kind }) => ({ probe, kind }))).toEqual([
    { probe: true, kind: 'LICENCE' },
    { probe: true, kind: 'MEMBERSHIP' },
  ])
  for (const check of [acceptance, testAccount, widgetProfile]) {
    expect(
      (await judge(check, { visit: visitor({ '/login': '<input type="password">' }) })).state,
      check.id,
    ).toBe('not_yet')
  }
  await database.query(`UPDATE orders SET expires_at = now() - interval '1 day'`)
  const { sights, faults, leave } = await enterAsVisitor()
  await leave()
  expect(faults).toEqual([])
  expect(await ownOrders()).toEqual(before)
  const shown = sights.map(({ path }) => path).filter((path) => path.startsWith('/checkout/'))
  expect(shown.sort()).toEqual(before.map(({ id }) => `/checkout/${id}`).sort())
  expect(await database.query('SELECT FROM orders WHERE expires_at < now()')).toEqual([])

  await database.query(
    `UPDATE list_prices SET amount = amount + 100 WHERE product_id IN (SELECT id FROM products WHERE kind = 'LICENCE')`,
  )
  await (await enterAsVisitor()).leave()
  expect(await ownOrders()).toHaveLength(3)
})

test('nobody else’s order is marked by it', async () => {
  const { id, uid } = await newOrder(database)
  await markOwnOrder(uid, id)
  expect(await database.query('SELECT is_probe FROM orders WHERE id = $1', [id])).toEqual([
    { is_probe: false },
  ])
})

test('of a mode and project so many reports are kept, the newest, and those of others are left alone', async () => {
  const made = { key: '', pdfNote: '', picturesNote: '', pictures: [], files: [] }
  const other = (await addAssessment({ ...assessmentInAllStates(), mode: 'live' }, '')).id
  const ids: bigint[] = []
  for (let n = 0; n < 4; n++) {
    const id = await newAssessment()
    ids.push(id)
    expect(await keepReport(id, made, 2)).toBe(true)
  }
  const kept = await db().assessment.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  expect(kept.map(({ id }) => id)).toEqual([other, ...ids.slice(-2)])
})

test('without a Chromium it has the page and the JSON, and says why there is no more and what to do', async () => {
  settings.CHROMIUM_PATH = '/nowhere/chromium'
  const id = await newAssessment()
  await makeReport(id)
  const { files, pdfNote, picturesNote } = await reportOf(id)
  expect([...files.keys()]).toEqual(['HTML', 'JSON', 'SIGNATURE'])
  expect(files.get('HTML')?.verdict).toMatchObject({ state: 'unaltered' })
  expect(pdfNote).toMatch(
    /There is no browser at CHROMIUM_PATH\. Correct or unset it .* then make a new report\./,
  )
  expect(picturesNote).toBe(`Not taken: ${pdfNote}`)
  expect(files.get('HTML')?.content.toString()).toContain(pdfNote)
})

test('a page that the shop does not show is named, and the others are taken', async () => {
  lost = (path) => path === '/terms'
  const id = await newAssessment()
  await makeReport(id)
  const { files, picturesNote } = await reportOf(id)
  expect(picturesNote).toBe(
    'Not taken: Terms of service, on a phone: the shop answered 500. Terms of service, on a desktop: the shop answered 500.',
  )
  expect(await db().reportPicture.count({ where: { assessmentId: id } })).toBe(8)
  expect(files.has('PDF')).toBe(true)
})

test('without a key it is not signed, and says so', async () => {
  settings.CHROMIUM_PATH = '/nowhere/chromium'
  settings.REPORT_SIGNING_KEY = undefined
  const id = await newAssessment()
  await makeReport(id)
  const { files, key } = await reportOf(id)
  expect([...files.keys()]).toEqual(['HTML', 'JSON'])
  expect(key).toBe('')
  expect(files.get('HTML')?.verdict.state).toBe('unsigned')
  expect(files.get('HTML')?.content.toString()).toContain('It is not signed')
})

test('an assessment has its report made once: what was kept stays, byte for byte', async () => {
  settings.CHROMIUM_PATH = '/nowhere/chromium'
  const id = await newAssessment()
  const jobs = await database.query('SELECT FROM outbox_jobs WHERE job_key = $1', [`make-report:${id}`])
  expect(jobs).toHaveLength(1)
  await Promise.all([makeReport(id), makeReport(id)])
  const before = await reportOf(id)
  settings.SHOP_URL = 'http://127.0.0.1:1'
  try {
    await makeReport(id)
  } finally {
    settings.SHOP_URL = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  }
  expect(await reportOf(id)).toEqual(before)
  // The JSON is the same again in another report of what was found at the same time.
  const other = await newAssessment()
  const { content } = await db().assessment.findUniqueOrThrow({ where: { id }, select: { content: true } })
  await db().assessment.update({ where: { id: other }, data: { content: assessmentSchema.parse(content) } })
  await makeReport(other)
  expect((await reportOf(other)).files.get('JSON')?.content).toEqual(before.files.get('JSON')?.content)
})
