import path from 'node:path'
import { parseArgs } from 'node:util'
import { UserError } from './user-error'
import { verifyReport } from './verify-report'

const usage = `npm run go-live -- verify FILE [--key FINGERPRINT-OR-PEM-FILE | --shop https://shop.example] [--signature FILE]`

/** What concerns going live, by its sub-command. */
const commands = new Map([['verify', verify]])

export async function main([name = '', ...args]: string[]): Promise<number> {
  const command = commands.get(name)
  if (!command) throw new UserError(`Usage: ${usage}`)
  return command(args)
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
  // npm runs a script in the clone's folder, wherever it was called.
  const { ok, lines } = await verifyReport(path.resolve(process.env.INIT_CWD ?? '.', file), values)
  for (const line of lines) console.log(line)
  return ok ? 0 : 1
}
