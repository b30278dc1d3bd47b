import path from 'node:path'
import { parseArgs } from 'node:util'
import { probeShop } from './probe-shop'
import { UserError } from './user-error'
import { verifyReport } from './verify-report'

const usage = `npm run go-live -- https://shop.example [--json] [--junit FILE]
       npm run go-live -- verify FILE [--key FINGERPRINT-OR-PEM-FILE | --shop https://shop.example] [--signature FILE]`

/** What concerns going live: the probe of a shop by its address, or a sub-command. */
export async function main(args: string[]): Promise<number> {
  const [name = ''] = args
  if (name === 'verify') return verify(args.slice(1))
  return probe(args)
}

// Probes a deployed shop from outside; exit code 0 says that nothing failed.
async function probe(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, junit: { type: 'string' } },
  })
  const [address, ...more] = positionals
  if (address === undefined || more.length > 0) throw new UserError(`Usage: ${usage}`)
  const { json, junit } = values
  const clean = await probeShop(address, { json, junit: junit === undefined ? undefined : given(junit) })
  return clean ? 0 : 1
}

// Says whether a file of a report is unaltered, and by which key it was signed: without a network, unless a shop is named.
async function verify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { key: { type: 'string' }, shop: { type: 'string' }, signature: { type: 'string' } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UserError(`Usage: ${usage}`)
  if (values.key !== undefined && values.shop !== undefined) {
    throw new UserError('Name either --key or --shop: each says by whom the report must be signed.')
  }
  const { ok, lines } = await verifyReport(given(file), values)
  for (const line of lines) console.log(line)
  return ok ? 0 : 1
}

/** npm runs a script in the clone's folder, wherever it was called. */
const given = (file: string) => path.resolve(process.env.INIT_CWD ?? '.', file)
