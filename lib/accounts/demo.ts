import { db } from '@/lib/db'

/** The accounts of the demo. A shop that others can reach refuses to start while one of them is open. */
export const demoAccounts = [
  { email: 'buyer@foldline.example', name: 'Demo buyer', role: 'BUYER' },
  { email: 'reviewer@foldline.example', name: 'Demo reviewer', role: 'REVIEWER' },
  { email: 'admin@foldline.example', name: 'Demo admin', role: 'ADMIN' },
] as const

/** The password of all demo accounts; it is printed for everybody to read. */
export const demoPassword = 'foldline-demo'

/** The e-mail addresses of the demo accounts that are open in this database. */
export async function openDemoAccounts(): Promise<string[]> {
  const rows = await db().user.findMany({
    where: { email: { in: demoAccounts.map((account) => account.email) } },
    select: { email: true },
    orderBy: { email: 'asc' },
  })
  return rows.map((row) => row.email)
}
