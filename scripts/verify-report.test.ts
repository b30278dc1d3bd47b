import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { fingerprintOf, inGroups, publicPem } from '@/lib/signing-key'
import { runProgram } from '@/scripts/programs'
import { verifyReport } from '@/scripts/verify-report'
import { knownFingerprint, knownKey } from '@/test/support/assessments'
import { strangersKey, writeReport } from '@/test/support/report-files'

const directory = mkdtempSync(path.join(tmpdir(), 'foldline-verify-'))
let answer: { status: number; text: string; to?: string } = { status: 200, text: '' }
const asked: string[] = []
const shop = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.writeHead(answer.status, answer.to === undefined ? {} : { location: answer.to }).end(answer.text)
}).listen(0, '127.0.0.1')
await once(shop, 'listening')
const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`

let { page, json } = writeReport(directory)

beforeEach(() => {
  ;({ page, json } = writeReport(directory))
  answer = { status: 200, text: publicPem(knownKey) }
  asked.length = 0
})

afterAll(() => {
  shop.close()
  rmSync(directory, { recursive: true })
})

const grouped = inGroups(knownFingerprint)

describe('a report that is as it was signed', () => {
  test('is unaltered and signed by a key, and no more, without a network', async () => {
    for (const file of [page, json]) {
      const { ok, lines } = await verifyReport(file)
      expect(ok).toBe(true)
      expect(lines[0]).toBe(`Unaltered: ${path.basename(file)}, signed by key ${grouped}`)
      expect(lines.join('\n')).toContain('Report of Foldline (https://shop.example), test mode')
      expect(lines.join('\n')).not.toContain('by this shop')
    }
    expect(asked).toEqual([])
  })

  test('is by this shop only by its fingerprint, in any grouping, its public key, or the shop’s own answer', async () => {
    const pem = path.join(directory, 'key.pem')
    writeFileSync(pem, publicPem(knownKey))
    const colons = (knownFingerprint.match(/../g) ?? []).join(':').toUpperCase()
    for (const wish of [
      { key: knownFingerprint },
      { key: grouped },
      { key: colons },
      { key: pem },
      { shop: shopUrl },
      { shop: `${shopUrl}/somewhere?else` },
    ]) {
      const { ok, lines } = await verifyReport(page, wish)
      expect({ ok, first: lines[0] }).toEqual({
        ok: true,
        first: `Unaltered: report.html, signed by key ${grouped}, by this shop`,
      })
    }
    expect(asked).toEqual(['/.well-known/go-live-key', '/.well-known/go-live-key'])
  })
})

describe('a report that is not', () => {
  test('is named, with what is wrong', async () => {
    writeFileSync(json, readFileSync(json, 'utf8').replace('failed', 'passed'))
    const altered = await verifyReport(json)
    expect(altered.ok).toBe(false)
    expect(altered.lines).toEqual([expect.stringMatching(/^ALTERED: report\.json: its content has changed/)])
    const alone = path.join(directory, 'alone.json')
    writeFileSync(alone, readFileSync(json))
    expect(await verifyReport(alone)).toEqual({
      ok: false,
      lines: ['NOT SIGNED: alone.json: it has no signature, and none lies beside it.'],
    })
  })

  test('is named where another key has signed it again', async () => {
    const stranger = strangersKey()
    const again = writeReport(directory, stranger)
    expect((await verifyReport(again.page)).lines).toEqual([
      `ALTERED: report.html: it was signed again: the page names the key ${knownFingerprint}, and the signature is by ${fingerprintOf(stranger)}.`,
    ])
    for (const wish of [{ key: knownFingerprint }, { shop: shopUrl }]) {
      expect(await verifyReport(again.json, wish)).toEqual({
        ok: false,
        lines: [
          `SIGNED BY ANOTHER KEY: report.json is signed by ${inGroups(fingerprintOf(stranger))}, and the key of this shop is ${grouped}.`,
        ],
      })
    }
  })
})

test('what can’t be asked is said in a line: no file, no key, a shop that has none, leads elsewhere or has no TLS', async () => {
  await expect(verifyReport(path.join(directory, 'missing.html'))).rejects.toThrow(/can't be read \(ENOENT\)/)
  await expect(verifyReport(page, { key: 'abc' })).rejects.toThrow(/abc can't be read/)
  await expect(verifyReport(page, { key: json })).rejects.toThrow(/--key takes a fingerprint/)
  await expect(verifyReport(page, { shop: 'shop.example' })).rejects.toThrow(/--shop takes the address/)
  await expect(verifyReport(page, { shop: 'http://shop.example' })).rejects.toThrow(/takes an https:/)
  answer = { status: 404, text: '' }
  await expect(verifyReport(page, { shop: shopUrl })).rejects.toThrow(/it answered 404/)
  answer = { status: 302, text: '', to: `${shopUrl}/other` }
  await expect(verifyReport(page, { shop: shopUrl })).rejects.toThrow(/it answered 302/)
  answer = { status: 200, text: '<h1>Hello' }
  await expect(verifyReport(page, { shop: shopUrl })).rejects.toThrow(/shows no public key/)
  answer = { status: 200, text: 'x'.repeat(100_000) }
  await expect(verifyReport(page, { shop: shopUrl })).rejects.toThrow(/too long|could not be read/)
})

test('the command ends with 0 for what is unaltered, and with 1 for one byte that is not', async () => {
  const command = ['scripts/run.mjs', 'go-live', 'verify']
  const good = await runProgram([...command, page], process.env)
  expect({ code: good.code, output: good.output }).toEqual({
    code: 0,
    output: expect.stringContaining(`signed by key ${grouped}`),
  })
  const bytes = readFileSync(page)
  bytes[500] = (bytes[500] ?? 0) ^ 1
  writeFileSync(page, bytes)
  const bad = await runProgram([...command, page], process.env)
  expect({ code: bad.code, output: bad.output }).toEqual({
    code: 1,
    output: expect.stringContaining('ALTERED'),
  })
  const unclear = await runProgram(['scripts/run.mjs', 'go-live'], process.env)
  expect({ code: unclear.code, output: unclear.output }).toEqual({
    code: 1,
    output: expect.stringContaining('Usage'),
  })
})
