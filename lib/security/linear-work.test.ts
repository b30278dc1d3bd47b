import { describe, expect, test } from 'vitest'
import { bodyKinds as kinds, pieces, repeated } from '@/bench/hostile'
import { inspectRequest } from '@/lib/security/card-guard'
import { maskCardNumbers, type Work } from '@/lib/security/card-numbers'

const size = 8000

/** JSON in JSON, as deep as the length allows: each level doubles the signs that escape it. */
function wrapped(length: number): string {
  let text = JSON.stringify(repeated('4 2 4 ', length / 4))
  while (text.length < length) text = JSON.stringify([text])
  return text
}

async function steps(body: string, contentType: string): Promise<number> {
  const work: Work = { steps: 0 }
  const init = { method: 'POST', body, headers: { 'content-type': contentType } }
  await inspectRequest(new Request('https://shop.example/', init), 'https://shop.example', work)
  return work.steps
}

describe('twice the input takes at most twice the steps: the guard, for', () => {
  test.each(pieces)('%s', async (_, piece) => {
    for (const kind of kinds) {
      const once = await steps(repeated(piece, size), kind)
      const twice = await steps(repeated(piece, 2 * size), kind)
      expect(twice, kind).toBeLessThanOrEqual(2.1 * once + 100)
      expect(twice, kind).toBeLessThan(16 * 2 * size)
    }
  })

  test('JSON in JSON', async () => {
    for (const kind of kinds) {
      const [once, twice] = [wrapped(size), wrapped(2 * size)]
      const ratio = twice.length / once.length
      expect(await steps(twice, kind), kind).toBeLessThanOrEqual(
        1.1 * ratio * (await steps(once, kind)) + 100,
      )
    }
  })

  test('nested JSON', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}"4 2 4"${']'.repeat(depth)}`
    const once = await steps(nested(size), 'application/json')
    expect(await steps(nested(2 * size), 'application/json')).toBeLessThanOrEqual(2.1 * once + 100)
  })

  test('a value in each of many fields, files and headers', async () => {
    const part = (head: string) =>
      `--x\r\nContent-Disposition: form-data; name="a"${head}\r\n\r\n4242 4242 4242 4\r\n`
    for (const head of ['', '; filename="4242 4242"']) {
      const form = (count: number) => `${part(head).repeat(count)}--x--\r\n`
      const once = await steps(form(200), 'multipart/form-data; boundary=x')
      const twice = await steps(form(400), 'multipart/form-data; boundary=x')
      expect(twice).toBeLessThanOrEqual(2.1 * once + 100)
      expect(twice).toBeGreaterThan(1.5 * once)
    }
    const work = { once: { steps: 0 }, twice: { steps: 0 } }
    const request = (count: number) => {
      const headers = Array.from({ length: count }, (_, n): [string, string] => [
        `x-${n}`,
        '4 2 4 2 4 2 4 2 4',
      ])
      return new Request('https://shop.example/', { headers })
    }
    await inspectRequest(request(200), 'https://shop.example', work.once)
    await inspectRequest(request(400), 'https://shop.example', work.twice)
    expect(work.twice.steps).toBeLessThanOrEqual(2.1 * work.once.steps + 100)
  })
})

describe('twice the input takes at most twice the steps: the masker, for', () => {
  test.each(pieces)('%s', (_, piece) => {
    const count = (length: number) => {
      const work: Work = { steps: 0 }
      maskCardNumbers(repeated(piece, length), work)
      return work.steps
    }
    expect(count(2 * size)).toBeLessThanOrEqual(2.1 * count(size) + 100)
    expect(count(2 * size)).toBeLessThan(8 * 2 * size)
  })
})
