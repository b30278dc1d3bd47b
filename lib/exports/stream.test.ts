import { expect, test } from 'vitest'
import { csvStream, readPages } from '@/lib/exports/stream'
import type { PageRequest } from '@/lib/paging'

/** A table of so many rows, and which parts of it were read. */
function table(rows: number) {
  const reads: number[] = []
  const read = async (request: PageRequest) => {
    const from = request && 'older' in request ? Number(request.older) + 1 : 1
    reads.push(from)
    const to = Math.min(from + 9, rows)
    const page = Array.from({ length: to - from + 1 }, (_, at) => ({ n: from + at }))
    return { rows: page, older: to < rows ? String(to) : undefined }
  }
  return { reads, stream: csvStream([['n', ({ n }) => n]], readPages(read)) }
}

test.each([0, 9, 10, 11, 35])('all of %d rows are written under one head', async (rows) => {
  const { stream } = table(rows)
  const lines = Array.from({ length: rows }, (_, at) => `"${at + 1}"`)
  expect(await new Response(stream).text()).toBe(['"n"', ...lines, ''].join('\r\n'))
})

test('nothing is read before somebody reads, and nothing after they have gone', async () => {
  const { reads, stream } = table(1_000_000)
  expect(reads).toEqual([])
  const reader = stream.getReader()
  await reader.read()
  await reader.read()
  expect(reads).toEqual([1, 11])
  await reader.cancel()
  expect((await reader.read()).done).toBe(true)
  expect(reads).toEqual([1, 11])
})

test('a page without a row is not the end', async () => {
  const pages = [
    { rows: [], older: 'a' },
    { rows: [{ n: 1 }], older: 'b' },
    { rows: [], older: 'c' },
    { rows: [{ n: 2 }], older: undefined },
  ]
  const read = async () => pages.shift() ?? { rows: [], older: undefined }
  expect(await new Response(csvStream([['n', ({ n }) => n]], readPages(read))).text()).toBe(
    ['"n"', '"1"', '"2"', ''].join('\r\n'),
  )
})

test('a fault in the middle ends the file as a fault, not as its end', async () => {
  let reads = 0
  const read = async () => {
    if (reads++ > 0) throw new Error('away')
    return { rows: [{ n: 1 }], older: '1' }
  }
  await expect(new Response(csvStream([['n', ({ n }) => n]], readPages(read))).text()).rejects.toThrow('away')
})
