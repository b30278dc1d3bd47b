import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { AccountError, createUser } from '@/lib/accounts/mutations'
import { audited, commandActor } from '@/lib/audit'
import { closeDemoAccounts } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import { connect } from './database'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

const usage = `Usage: npm run admin:create -- --email you@your-shop.com [--name "Your name"] [--role admin|reviewer]
       npm run admin:create -- --close-demo-accounts
You are asked for the password, or it is read from standard input.`

const roles = { admin: 'ADMIN', reviewer: 'REVIEWER' } as const

function options(args: string[]) {
  return parseArgs({
    args,
    options: {
      email: { type: 'string' },
      name: { type: 'string', default: '' },
      role: { type: 'string', default: 'admin' },
      'close-demo-accounts': { type: 'boolean', default: false },
    },
  }).values
}

// A password on the command line would be read by everyone who may list processes.
async function readPassword(): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const input = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY })
  if (process.stdin.isTTY) process.stdout.write('Password: ')
  try {
    return await Promise.race([
      input.question(''),
      new Promise<string>((_, reject) => input.once('close', () => reject(new UserError(usage)))),
    ])
  } finally {
    input.close()
    if (process.stdin.isTTY) process.stdout.write('\n')
  }
}

/** Opens an account that may look behind the scenes, or closes those of the demo. */
export async function main(args: string[]) {
  const { email, name, role, 'close-demo-accounts': close } = options(args)
  if (!close && (!email || !(role in roles))) throw new UserError(usage)
  const { DATABASE_URL } = loadEnvironment()
  await (await connect(DATABASE_URL)).end()
  try {
    const actor = commandActor('admin:create')
    if (close || !email) {
      const { result } = await audited(actor, 'account.close', async () => {
        const closed = await closeDemoAccounts()
        const sentence =
          closed.length === 0 ? 'There are no open demo accounts.' : `Closed ${closed.join(', ')}.`
        return { ok: true, sentence }
      })
      console.log(result.sentence)
      return
    }
    const made = roles[role as keyof typeof roles]
    const password = await readPassword()
    await audited(actor, 'operator.create', async () => {
      const { uid } = await createUser({ email, name, role: made, password })
      const sentence = `A new account was opened for ${role === 'admin' ? 'an admin' : 'a reviewer'}.`
      return { ok: true, subject: uid, sentence, after: { role: made } }
    })
    console.log(`${email} can now sign in as ${role}.`)
  } catch (error) {
    throw error instanceof AccountError ? new UserError(error.message) : error
  } finally {
    await db().$disconnect()
  }
}
