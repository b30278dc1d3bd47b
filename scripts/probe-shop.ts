import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Secret } from '@/lib/probe/check'
import { junitXml, probeJson, tableOf } from '@/lib/probe/output'
import { isClean, type Opened, openSite, planOf, probeSite } from '@/lib/probe/probe'
import { UserError } from './user-error'

interface Wish {
  /** Prints Exec JSON instead of the table. */
  json: boolean
  /** Where JUnit XML is written to. */
  junit: string | undefined
}

/** Probes a shop from outside: says what it will do, does it, and prints what it found. True when nothing failed. */
export async function probeShop(address: string, { json, junit }: Wish): Promise<boolean> {
  const url = readAddress(address)
  // What is no result goes where it does not mix with the JSON.
  const say = json ? console.error : console.log
  const opened = await open(url)
  const secret = await secretFor(opened)
  for (const line of planOf(opened, secret)) say(line)
  say('')
  const result = await probeSite(opened, secret)
  if (json) process.stdout.write(probeJson(result))
  else for (const line of tableOf(result)) console.log(line)
  if (junit !== undefined) await writeFile(junit, junitXml(result))
  return isClean(result)
}

function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new UserError(
      `The probe takes the address of a shop, such as https://shop.example; this is ${address}.`,
    )
  }
  return new URL('/', url)
}

async function open(url: URL): Promise<Opened> {
  try {
    return await openSite(url)
  } catch (error) {
    throw new UserError(`${url.origin} can’t be probed: ${error instanceof Error ? error.message : error}`)
  }
}

/** The project's secret key comes from the environment or is typed; a command line would be in the list of processes. */
async function secretFor({ said }: Opened): Promise<Secret> {
  if (said === undefined) {
    return {
      known: false,
      why: 'the shop does not say that it runs in local or test mode, and a live shop is never sent test pingbacks.',
    }
  }
  const value = process.env.PAYMENTWALL_SECRET_KEY || (await typedSecret())
  if (value) return { known: true, value }
  return {
    known: false,
    why: 'the project’s secret key is not given. Set PAYMENTWALL_SECRET_KEY, or run the probe in a terminal and type it.',
  }
}

async function typedSecret(): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return ''
  process.stderr.write(
    'The project’s secret key, for signed test pingbacks (Enter for none; it is not shown): ',
  )
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return (await prompt.question('')).trim()
  } finally {
    prompt.close()
    process.stderr.write('\n')
  }
}
