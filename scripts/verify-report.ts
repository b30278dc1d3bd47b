import { readFile } from 'node:fs/promises'
import { get as getPlain } from 'node:http'
import { get as getSafely } from 'node:https'
import path from 'node:path'
import { isLoopback } from '@/lib/env'
import { verifyFile } from '@/lib/report/verify'
import { inGroups, readFingerprint } from '@/lib/signing-key'
import { UserError } from './user-error'

interface Wish {
  /** The fingerprint by which the report must be signed, or a file with the public key. */
  key?: string
  /** The shop whose key it must be. */
  shop?: string
  /** The signature's file, where it does not lie beside the report under its own name. */
  signature?: string
}

/** Checks a file of a report; the lines say what came of it. Asks the network for nothing but the key of a shop that is named. */
export async function verifyReport(file: string, wish: Wish = {}): Promise<{ ok: boolean; lines: string[] }> {
  const content = await read(file)
  const verdict = verifyFile(path.basename(file), content, await signatureBeside(file, wish.signature))
  const name = path.basename(file)
  if (verdict.state !== 'unaltered') {
    const word = verdict.state === 'altered' ? 'ALTERED' : 'NOT SIGNED'
    return { ok: false, lines: [`${word}: ${name}: ${verdict.why}.`] }
  }
  const { key, facts } = verdict
  const about = [
    `  Report of ${printable(facts.shop)} (${printable(facts.url)}), ${printable(facts.mode)} mode, as of ${printable(facts.asOf)}`,
    `  Result ${facts.result}: ${facts.passed} proven; not yet ${listed(facts.warned)}; failed ${listed(facts.failed)}`,
  ]
  const unaltered = `Unaltered: ${name}, signed by key ${inGroups(key)}`
  const expected = await expectedKey(wish)
  if (expected === undefined) {
    const hint =
      '  Whose key this is, the file can’t say: compare it with --key FINGERPRINT or --shop https://shop.example'
    return { ok: true, lines: [unaltered, ...about, hint] }
  }
  if (expected !== key) {
    const line = `SIGNED BY ANOTHER KEY: ${name} is signed by ${inGroups(key)}, and the key of this shop is ${inGroups(expected)}.`
    return { ok: false, lines: [line] }
  }
  return { ok: true, lines: [`${unaltered}, by this shop`, ...about] }
}

const listed = (ids: readonly string[]) => (ids.length === 0 ? 'none' : ids.map(printable).join(', '))

/** What a file says, where it can't act on a terminal. */
const printable = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, 200)

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new UserError(`${file} can't be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

async function signatureBeside(file: string, chosen: string | undefined): Promise<string | undefined> {
  if (chosen !== undefined) return (await read(path.resolve(chosen))).toString('utf8')
  const beside = `${file.slice(0, file.length - path.extname(file).length)}.dsse.json`
  return readFile(beside, 'utf8').catch(() => undefined)
}

async function expectedKey({ key, shop }: Wish): Promise<string | undefined> {
  if (shop !== undefined) return keyOfShop(shop)
  if (key === undefined) return undefined
  const found = readFingerprint(key) ?? readFingerprint((await read(path.resolve(key))).toString('utf8'))
  if (found !== undefined) return found
  throw new UserError(
    '--key takes a fingerprint of 64 hexadecimal digits, or a file with the public key in PEM.',
  )
}

const mostBytes = 10_000
const patience = 20_000

async function keyOfShop(shop: string): Promise<string> {
  if (!URL.canParse(shop) || !/^https?:$/.test(new URL(shop).protocol)) {
    throw new UserError(`--shop takes the address of a shop, such as https://shop.example; this is ${shop}.`)
  }
  const address = new URL('/.well-known/go-live-key', shop)
  if (address.protocol === 'http:' && !isLoopback(shop)) {
    throw new UserError(
      '--shop takes an https:// address: over http:// anybody could answer with a key of their own.',
    )
  }
  const found = readFingerprint(await download(address))
  if (found !== undefined) return found
  throw new UserError(`${address} shows no public key: the shop has none, or is another kind of shop.`)
}

/** A small text from an address, without redirects. The demo's own certificate is believed on this machine alone. */
function download(address: URL): Promise<string> {
  const isOwn = isLoopback(address.href)
  const get = address.protocol === 'https:' ? getSafely : getPlain
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new UserError(`${address} could not be read: ${why}.`))
    const options = {
      signal: AbortSignal.timeout(patience),
      agent: false,
      ...(isOwn && { rejectUnauthorized: false }),
    }
    get(address, options, (answer) => {
      if (answer.statusCode !== 200) {
        answer.destroy()
        return fail(`it answered ${answer.statusCode}`)
      }
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        text += piece
        if (text.length > mostBytes) answer.destroy(new Error('the answer is too long'))
      })
      answer.on('end', () => resolve(text))
      answer.on('error', (error) => fail(error.message))
    }).on('error', (error) => fail(error.message))
  })
}
