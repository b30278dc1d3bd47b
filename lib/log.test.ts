import pino from 'pino'
import { expect, test } from 'vitest'
import { printable } from '@/lib/log'
import { maskName } from '@/lib/pingbacks/mask'

const hostile =
  'a\u0000b\u001b[2Jc\u007fd\u0085e\u009b31mf\u2028g\u2029h\u202ei\u200bj\ufeffk\ud800l\u{e0041}m\r\nn'

function written(write: (log: pino.Logger) => void): string {
  const lines: string[] = []
  write(pino({ base: null }, printable({ write: (line) => void lines.push(line) })))
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
