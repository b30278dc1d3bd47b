import { expect, test } from 'vitest'
import { type PageRequest, readPage, readRows } from '@/lib/paging'

const all = Array.from({ length: 12 }, (_, index) => String(index).padStart(2, '0'))

function page(request: PageRequest, size = 5) {
  return readRows(
    request,
    (row: string) => row,
    async (order, limit) => {
      const rows = order === 'asc' ? all : all.toReversed()
      const from =
        request === undefined
          ? rows
          : 'older' in request
            ? rows.filter((row) => row < request.older)
            : rows.filter((row) => row > request.newer)
      return from.slice(0, limit)
    },
    size,
  )
}

test('the pages hold every row once, in one order, there and back', async () => {
  const there: string[][] = []
  let request: PageRequest
  for (;;) {
    const { rows, older } = await page(request)
    there.push(rows)
    if (older === undefined) break
    request = { older }
  }
  expect(there.flat()).toEqual(all.toReversed())
  const back: string[][] = []
  for (;;) {
    const { rows, newer } = await page(request)
    back.unshift(rows)
    if (newer === undefined) break
    request = { newer }
  }
  expect(back.flat()).toEqual(all.toReversed())
})

test('a page that is full and last leads nowhere older', async () => {
  expect(await page(undefined, 12)).toMatchObject({ older: undefined, newer: undefined })
})

test.each([
  [{}, undefined],
  [{ older: 'a b' }, undefined],
  [{ older: ['1', '2'] }, undefined],
  [{ older: '12' }, { older: '12' }],
  [{ newer: 'x'.repeat(65) }, undefined],
  [{ newer: '7' }, { newer: '7' }],
])('%j asks for %j', (query, asked) => {
  expect(readPage(query)).toEqual(asked)
})
