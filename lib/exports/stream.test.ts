import { expect, test } from 'vitest'
import { csvStream, readBatches } from '@/lib/exports/stream'

/** A table of so many rows, and which parts of it were read. */
function table(rows: number) {
  const reads: number[] = []
  const read = async (after: { n: number } | undefined, limit: number) => {
    const from = (after?.n ?? 0) + 1
    reads.push(from)
    return Array.from({ length: Math.max(0, Math.min(limit, rows - from + 1)) }, (_, at) => ({
      n: from + at,
    }))
  }
  return { reads, stream: csvStream([['n', ({ n }) => n]], readBatches(read, 10)) }
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

test('a fault in the middle ends the file as a fault, not as its end', async () => {
  let reads = 0
  const read = async () => {
    if (reads++ > 0) throw new Error('away')
    return Array.from({ length: 10 }, (_, n) => ({ n }))
  }
  await expect(new Response(csvStream([['n', ({ n }) => n]], readBatches(read, 10))).text()).rejects.toThrow(
    'away',
  )
})
