import { beforeEach, expect, test } from 'vitest'
import type { FinishedAnswer } from '@/lib/http/finished-answer'
import PageStore, { answerOf, asData, asHtml, forgetPages, keepAnswer, pagesKept } from '@/lib/page-store.mjs'

type Page = Parameters<PageStore['set']>[1]

const pageOf = (html: string, status = 200) =>
  ({ kind: 'APP_PAGE', html, rscData: undefined, status, headers: undefined }) as unknown as Page

const keep = (key: string, page: Page) => new PageStore().set(key, page)
const find = async (key: string) => (await new PageStore().get(key))?.value

beforeEach(forgetPages)

test('a page is kept for the next request', async () => {
  const page = pageOf('<h1>Fox</h1>')
  await keep('/fox', page)
  expect(await find('/fox')).toBe(page)
  expect(await find('/heron')).toBeUndefined()
})

test.each([404, 500, 503])('what is answered %i is not kept', async (status) => {
  await keep('/fox', pageOf('<h1>Sorry</h1>', status))
  expect(pagesKept()).toEqual({ count: 0, bytes: 0 })
})

test('what is no page is not kept', async () => {
  await keep('/fox', null)
  await keep('/fox', { kind: 'REDIRECT', props: {} } as unknown as Page)
  expect(pagesKept().count).toBe(0)
})

test('the bytes of all pages have a limit, and those go first that nobody has asked for longest', async () => {
  const mebibyte = 'x'.repeat(1024 * 1024)
  for (let at = 0; at < 32; at++) await keep(`/${at}`, pageOf(mebibyte))
  expect(pagesKept()).toEqual({ count: 32, bytes: 32 * 1024 * 1024 })
  await find('/0')
  await keep('/32', pageOf(mebibyte))
  expect(pagesKept()).toEqual({ count: 32, bytes: 32 * 1024 * 1024 })
  expect([await find('/0'), await find('/1')]).toEqual([pageOf(mebibyte), undefined])
  await keep('/0', pageOf(''))
  expect(pagesKept().bytes).toBe(31 * 1024 * 1024)
})

const keepMade = (path: string, name: string, answer: FinishedAnswer) =>
  keepAnswer(path, name, answer, answer.body)
const answerWith = (body: string): FinishedAnswer => ({
  headers: [],
  etag: 'W/"x"',
  body: Buffer.from(body),
  quality: 5,
  forms: new Map(),
})

/** A page under a key as Next makes it. */
const keyOf = (path: string) => `/route-cache/APP_PAGE/0123abc/$${path}`

test('an answer is kept with the page that it was made of, each of its contents by its name', async () => {
  const page = {
    ...pageOf('<h1>Fox</h1>'),
    rscData: Buffer.from('1:fox'),
    segmentData: new Map([['/_tree', Buffer.from('2:tree')]]),
  } as unknown as Page
  await keep(keyOf('/en/fox'), page)
  for (const [name, body] of [
    [asHtml, '<h1>Fox</h1>'],
    [asData, '1:fox'],
    ['/_tree', '2:tree'],
  ] as const) {
    expect(answerOf('/en/fox', name)).toBeUndefined()
    const answer = answerWith(body)
    keepMade('/en/fox', name, answer)
    expect(answerOf('/en/fox', name)).toBe(answer)
  }
  keepMade('/en/fox', '/_head', answerWith('3:head'))
  expect(answerOf('/en/fox', '/_head')).toBeUndefined()
  expect(answerOf('/en/heron', asHtml)).toBeUndefined()
})

test('what counts is the body that an answer was made of', async () => {
  await keep(keyOf('/en/fox'), pageOf('<h1>Fox</h1>'))
  keepAnswer('/en/fox', asHtml, answerWith('<style></style><h1>Fox</h1>'), Buffer.from('<h1>Owl</h1>'))
  expect(answerOf('/en/fox', asHtml)).toBeUndefined()
  const answer = answerWith('<style></style><h1>Fox</h1>')
  keepAnswer('/en/fox', asHtml, answer, Buffer.from('<h1>Fox</h1>'))
  expect(answerOf('/en/fox', asHtml)).toBe(answer)
})

test('an answer is forgotten with its page, and one made of an older page is not kept', async () => {
  await keep(keyOf('/en/fox'), pageOf('$5'))
  keepMade('/en/fox', asHtml, answerWith('$5'))
  forgetPages()
  expect(answerOf('/en/fox', asHtml)).toBeUndefined()
  // Its request came before the change, or waited for a page that was being drawn then.
  keepMade('/en/fox', asHtml, answerWith('$5'))
  expect(answerOf('/en/fox', asHtml)).toBeUndefined()
  await keep(keyOf('/en/fox'), pageOf('$6'))
  keepMade('/en/fox', asHtml, answerWith('$5'))
  expect(answerOf('/en/fox', asHtml)).toBeUndefined()
  keepMade('/en/fox', asHtml, answerWith('$6'))
  await keep(keyOf('/en/fox'), pageOf('$7'))
  expect(answerOf('/en/fox', asHtml)).toBeUndefined()
})

test('answers count towards the limit, three times for their forms', async () => {
  const mebibyte = 'x'.repeat(1024 * 1024)
  for (let at = 0; at < 12; at++) {
    await keep(keyOf(`/${at}`), pageOf(mebibyte))
    keepMade(`/${at}`, asHtml, answerWith(mebibyte))
  }
  expect(pagesKept().bytes).toBeLessThanOrEqual(32 * 1024 * 1024)
  expect(answerOf('/0', asHtml)).toBeUndefined()
  expect(answerOf('/11', asHtml)).toBeDefined()
})
