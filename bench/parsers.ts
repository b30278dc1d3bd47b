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
 * Has every parser read a megabyte of each hostile input, in requests as large as they may be, and tells the slowest of
 * each in milliseconds of CPU time for the megabyte, so that other work on the machine doesn't count.
 */
export async function measureParsers(): Promise<string> {
  const rows: string[] = []
  for (const [name, bytes, parse] of parsers) {
    let slowest: [input: string, milliseconds: number] = ['', 0]
    for (const [input, piece] of pieces) {
      const text = fitting(piece, bytes)
      const milliseconds = Math.min(await read(text, parse), await read(text, parse), await read(text, parse))
      if (milliseconds > slowest[1]) slowest = [input, milliseconds]
    }
    rows.push(`| ${name} | ${slowest[0]} | ${slowest[1].toFixed(0)} | ≤ 100 |`)
  }
  return ['| Parser | slowest input | ms per MB | bar |', '|---|---|--:|--:|', ...rows, ''].join('\n')
}

/** As many of the pieces as fit in so many bytes. */
function fitting(piece: string, bytes: number): string {
  return repeated(piece, Math.floor((bytes * piece.length) / Buffer.byteLength(piece)))
}

async function read(text: string, parse: (text: string) => unknown): Promise<number> {
  const times = Math.ceil(megabyte / Buffer.byteLength(text))
  const began = process.cpuUsage()
  for (let time = 0; time < times; time++) await parse(text)
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}
