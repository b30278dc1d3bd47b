import { brand } from '@/lib/brand/brand'
import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'

/** The accounts of the demo. A shop that others can reach refuses to start while one of them is open. */
export const demoAccounts = [
  { email: `buyer@${brand.slug}.example`, name: 'Demo buyer', role: 'BUYER' },
  { email: `reviewer@${brand.slug}.example`, name: 'Demo reviewer', role: 'REVIEWER' },
  { email: `admin@${brand.slug}.example`, name: 'Demo admin', role: 'ADMIN' },
] as const

/** The password of all demo accounts; it is printed for everybody to read. */
export const demoPassword = `${brand.slug}-demo`

type DemoAccount = { uid: Uid; email: string }

/** The demo accounts that are open in this database, to be signed in to. */
export async function openDemoAccounts(): Promise<DemoAccount[]> {
  const emails = demoAccounts.map((account): string => account.email)
  const rows = await db().user.findMany({
    where: { email: { in: emails }, isGuest: false },
    select: { uid: true, email: true },
  })
  return rows.sort((one, other) => emails.indexOf(one.email) - emails.indexOf(other.email))
}

/** The same, and those of a brand that the shop had when its database was made: their password is public, too. */
export async function openDemoAccountsOfAnyBrand(): Promise<DemoAccount[]> {
  const ofBrand = await openDemoAccounts()
  const names = demoAccounts.map(({ email }) => email.slice(0, email.indexOf('@') + 1))
  const others = await db().user.findMany({
    where: {
      OR: names.map((name) => ({ email: { startsWith: name, endsWith: '.example' } })),
      uid: { notIn: ofBrand.map(({ uid }) => uid) },
      isGuest: false,
    },
    select: { uid: true, email: true },
    orderBy: { email: 'asc' },
  })
  return [...ofBrand, ...others]
}
