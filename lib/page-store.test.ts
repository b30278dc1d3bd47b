import { beforeEach, expect, test } from 'vitest'
import PageStore, { forgetPages, pagesKept } from '@/lib/page-store.mjs'

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
