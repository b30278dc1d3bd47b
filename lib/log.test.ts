import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { guarded } from '@/lib/log'
import { logLine } from '@/lib/log-line.mjs'
import { maskName } from '@/lib/pingbacks/mask'
import { takeCounts } from '@/lib/tally/counts.mjs'

const hostile =
  'a\u0000b\u001b[2Jc\u007fd\u0085e\u009b31mf\u2028g\u2029h\u202ei\u200bj\ufeffk\ud800l\u{e0041}m\r\nn'

function written(write: (log: pino.Logger) => void): string {
  const lines: string[] = []
  write(pino({ base: null }, guarded({ write: (line) => void lines.push(line) })))
  return lines.join('')
}

test('what strangers name and providers answer can neither act on a terminal nor begin a line', () => {
  const output = written((log) =>
    log.warn(
      { parameter: maskName(hostile), error: String(new Error(hostile)), [hostile]: { deep: [hostile] } },
      hostile,
    ),
  )
  expect(output.match(/\n/g)).toHaveLength(1)
  // U+FFFD stands for what was taken out of a parameter's name.
  expect(output).toMatch(/^[ -~\ufffd]+\n$/)
  const line = JSON.parse(output)
  expect(line.msg).toBe(hostile)
  expect(line[hostile]).toEqual({ deep: [hostile] })
})

test('letters of all scripts stay readable', () => {
  expect(written((log) => log.info('Grüße, 東京 🦊'))).toContain('"msg":"Grüße, 東京 🦊"')
})

describe('a card number is never written:', () => {
  const number = '4242424242424242'
  test.each([
    ['in the message', (log: pino.Logger) => log.info(`paid by ${number}`), 'paid by …4242'],
    ['grouped', (log: pino.Logger) => log.info('paid by 4242 4242-4242 4242'), 'paid by …4242'],
    ['in a field, however deep', (log: pino.Logger) => log.info({ a: [{ b: `x ${number}` }] }), 'x …4242'],
    ['as a number', (log: pino.Logger) => log.info({ card: Number(number) }), '…4242'],
    ['as a name', (log: pino.Logger) => log.info({ [number]: 1 }), '…4242'],
    ['in an error', (log: pino.Logger) => log.error(new Error(`no ${number}`)), 'no …4242'],
  ])('%s', (_, write, shown) => {
    takeCounts()
    const line = written(write)
    expect(line).not.toMatch(/4242[ -]?4242/)
    expect(JSON.stringify(JSON.parse(line))).toContain(shown)
    expect(takeCounts()).toMatchObject([{ name: 'masked card number' }])
  })

  test('what the provider calls its payment is none', () => {
    const line = written((log) => log.info({ ref: number, chargeId: number }, 'card charge'))
    expect(JSON.parse(line)).toMatchObject({ ref: number, chargeId: number })
    expect(takeCounts()).toEqual([])
  })

  test('nor are ids, times and sums', () => {
    const fields = { time: Date.now(), id: 'b1234567', ms: 1234.5678, at: '2026-11-26T10:00:00.000Z' }
    expect(JSON.parse(written((log) => log.info(fields)))).toMatchObject(fields)
    expect(takeCounts()).toEqual([])
  })

  test('a number too long for JavaScript is not written in full', () => {
    expect(logLine('{"card":4242424242424242428}')).toBe('{"card":4240000000000000000}\n')
  })

  test('what is no JSON, or nested beyond reading, becomes a line', () => {
    expect(JSON.parse(logLine(`oh ${number}`))).toMatchObject({ level: 50, msg: 'oh …4242' })
    const deep = `${'['.repeat(200_000)}"${number}"${']'.repeat(200_000)}`
    expect(logLine(deep)).not.toContain(number)
  })
})
