import { parseArgs } from 'node:util'
import { seed, seedProducts } from '@/prisma/seed'
import { connect } from './database'
import { ownDatabaseUrl } from './settings'

/** Writes the products of lib/brand/products.ts and, when asked, opens the accounts of the demo. */
export async function main(args: string[]) {
  const { values } = parseArgs({ args, options: { 'demo-accounts': { type: 'boolean' } } })
  const withAccounts = values['demo-accounts']
  const url = ownDatabaseUrl()
  await (await connect(url)).end()
  await (withAccounts ? seed(url) : seedProducts(url))
  console.log(withAccounts ? 'Products and demo accounts are in place.' : 'The products are in place.')
}
