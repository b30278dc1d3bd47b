import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { demoAccounts, demoPassword, openDemoAccounts } from '@/lib/accounts/demo'
import { createUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { connect } from './database'
import { Fault } from './fault'
import { loadEnvironment, root } from './settings'

function wantsDemoAccounts(args: string[]): boolean {
  try {
    return (
      parseArgs({ args, options: { 'demo-accounts': { type: 'boolean' } } }).values['demo-accounts'] ?? false
    )
  } catch {
    throw new Fault('Usage: npm run db:seed [-- --demo-accounts]')
  }
}

async function seedProducts(databaseUrl: string) {
  const file = path.join(root, 'prisma/seed.ts')
  if (!existsSync(file)) return
  const { seed } = (await import(file)) as { seed(databaseUrl: string): Promise<void> }
  await seed(databaseUrl)
}

/** Writes the products of lib/brand/products.ts and, when asked, opens the accounts of the demo. */
export async function main(args: string[]) {
  const withAccounts = wantsDemoAccounts(args)
  const { DATABASE_URL } = loadEnvironment()
  await (await connect(DATABASE_URL)).end()
  await seedProducts(DATABASE_URL)
  if (withAccounts) {
    const open = (await openDemoAccounts()).map((account) => account.email)
    for (const account of demoAccounts) {
      if (!open.includes(account.email)) await createUser({ ...account, password: demoPassword })
    }
  }
  await db().$disconnect()
  console.log(withAccounts ? 'Products and demo accounts are in place.' : 'The products are in place.')
}
