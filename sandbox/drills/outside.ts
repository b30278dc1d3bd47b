import { exec } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'

const commandTimeoutMs = 120_000
const countSchema = z.object({ count: z.number().int() })
const orderId = /^[A-Za-z0-9_.:-]{1,256}$/

/** Ids that no shop has given to an order: for listeners that take any. */
export function madeUpOrders(): () => Promise<string> {
  const run = randomBytes(4).toString('hex')
  let count = 0
  return async () => {
    count += 1
    return `drill-${run}-${count}`
  }
}

/** Orders that the shop has already, each used once. */
export function ordersOf(ids: readonly string[]): () => Promise<string> {
  const left = [...ids]
  return async () => {
    const id = left.shift()
    if (id === undefined) throw new Error(`The ${ids.length} orders given are used up.`)
    return id
  }
}

/** Orders that a command makes; it prints the id alone. */
export function ordersBy(command: string): () => Promise<string> {
  return async () => {
    const id = (await run(command)).trim()
    if (!orderId.test(id))
      throw new Error(
        `The order command printed ${JSON.stringify(id.slice(0, 80))}, which is not an order id.`,
      )
    return id
  }
}

/** Asks an address for the deliveries of an order, as `?order=` or where its path says `{order}`. */
export function deliveriesAt(address: string): (order: string) => Promise<number> {
  return async (order) => {
    const url = new URL(address.replaceAll('{order}', encodeURIComponent(order)))
    if (!address.includes('{order}')) url.searchParams.set('order', order)
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000) })
    return readCount(await response.text(), url.href)
  }
}

/** Asks a command, whose last argument is the order's id. */
export function deliveriesBy(command: string): (order: string) => Promise<number> {
  return async (order) => readCount(await run(`${command} ${order}`), command)
}

export function restartBy(command: string): () => Promise<void> {
  return async () => {
    await run(command)
  }
}

function readCount(text: string, source: string): number {
  try {
    return countSchema.parse(JSON.parse(text)).count
  } catch {
    throw new Error(`${source} answered ${JSON.stringify(text.slice(0, 80))} instead of {"count": n}.`)
  }
}

function run(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    exec(command, { timeout: commandTimeoutMs }, (error, stdout, stderr) => {
      if (error) reject(new Error(`The command "${command}" failed: ${stderr.trim() || error.message}`))
      else resolve(stdout)
    })
  })
}
