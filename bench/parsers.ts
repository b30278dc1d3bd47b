import { bodyKinds, pieces, repeated } from '@/bench/hostile'
import { credentials } from '@/lib/accounts/schema'
import { bodyLimit } from '@/lib/http/body-limit'
import { addressBehind } from '@/lib/http/client-address'
import { ownPath } from '@/lib/http/own-path'
import { parsePingback } from '@/lib/paymentwall/pingback'
import { maskParameters } from '@/lib/pingbacks/mask'
import { inspectRequest } from '@/lib/security/card-guard'

const megabyte = 1_000_000
const shop = 'https://shop.example'
const custom = ['note']

/** What reads a stranger's bytes, how many of them at once in a request, and how it is called. */
const parsers: [name: string, bytes: number, parse: (text: string) => unknown][] = [
  ...bodyKinds.map((kind): [string, number, (text: string) => unknown] => [
    `guard, ${kind.replace(/;.*/, '')}`,
    bodyLimit('/'),
    (body) =>
      inspectRequest(new Request(shop, { method: 'POST', body, headers: { 'content-type': kind } }), shop),
  ]),
  ['guard, address', 16_000, (query) => inspectRequest(new Request(`${shop}/?a=${query}`), shop)],
  ['masker', 16_000, (text) => maskParameters([['note', text]])],
  ['pingback grammar', 8000, (text) => parsePingback(`note=${text}`, custom)],
  ['e-mail address', 64_000, (email) => credentials.safeParse({ email, password: email })],
  ['X-Forwarded-For', 16_000, (text) => addressBehind('127.0.0.1', text, ['127.0.0.1'])],
  ['next=', 16_000, (text) => ownPath(text, '/')],
]

/**
 * Has every parser read a megabyte of each hostile input, in requests as large as they may be, and a loop read each byte of
 * the same input in turn with it. Tells the slowest of each, in CPU time: other work on the machine doesn't count, and how
 * fast its processor is at the moment counts for both.
 */
export async function measureParsers(): Promise<string> {
  const rows: string[] = []
  for (const [name, bytes, parse] of parsers) {
    let slowest = { input: '', milliseconds: 0, ratio: 0 }
    for (const [input, piece] of pieces) {
      const text = fitting(piece, bytes)
      const reads = [await read(text, parse), await read(text, parse), await read(text, parse)]
      const ratio = Math.min(...reads.map((each) => each.parser / each.loop))
      const milliseconds = Math.min(...reads.map((each) => each.parser))
      if (ratio > slowest.ratio) slowest = { input, milliseconds, ratio }
    }
    const { input, milliseconds, ratio } = slowest
    rows.push(`| ${name} | ${input} | ${milliseconds.toFixed(0)} | ${ratio.toFixed(0)} | ≤ 100 |`)
  }
  return [
    '| Parser | slowest input | ms per MB | to a loop over its bytes | bar |',
    '|---|---|--:|--:|--:|',
    ...rows,
    '',
  ].join('\n')
}

/** As many of the pieces as fit in so many bytes. */
function fitting(piece: string, bytes: number): string {
  return repeated(piece, Math.floor((bytes * piece.length) / Buffer.byteLength(piece)))
}

/** The milliseconds of CPU time that the parser and the loop take for a megabyte. */
async function read(
  text: string,
  parse: (text: string) => unknown,
): Promise<{ parser: number; loop: number }> {
  const bytes = Buffer.from(text)
  const times = Math.ceil(megabyte / bytes.length)
  let [parser, loop] = [0, 0]
  for (let time = 0; time < times; time++) {
    const began = process.cpuUsage()
    await parse(text)
    const parsed = process.cpuUsage(began)
    const turn = process.cpuUsage()
    if (sum(bytes) < 0) throw new Error('No sum of bytes is negative.')
    const looped = process.cpuUsage(turn)
    parser += parsed.user + parsed.system
    loop += looped.user + looped.system
  }
  return { parser: parser / 1000, loop: loop / 1000 }
}

function sum(bytes: Uint8Array): number {
  let total = 0
  for (let place = 0; place < bytes.length; place++) total += bytes[place] ?? 0
  return total
}
