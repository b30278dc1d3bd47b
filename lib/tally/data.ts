import type { PrismaClient } from '@/lib/generated/prisma/client'

/** What is counted by the day. */
export type TallyName =
  | 'masked card number'
  | 'card number from a payment page'
  | `payment page over ${'https' | 'http' | 'unknown'}`

/** In which mode and for which of Paymentwall's projects something was counted. */
export interface Counted {
  mode: string
  project: string
}

/** A name as it is stored: counts of another mode or project are others. */
export const storedName = ({ mode, project }: Counted, name: string) => `${mode} ${project} ${name}`

/** What was counted under a name since a moment, whole days (UTC), newest first. */
export async function countsSince(
  database: PrismaClient,
  project: Counted,
  name: TallyName,
  since: Date,
): Promise<{ day: Date; count: number }[]> {
  const rows = await database.dailyCount.findMany({
    where: { name: storedName(project, name), day: { gte: startOfDay(since) } },
    orderBy: { day: 'desc' },
  })
  return rows.map(({ day, count }) => ({ day, count: Number(count) }))
}

/** When a moment's day began (UTC). */
export const startOfDay = (at: Date) => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000)

/** A day as it is named: 2026-11-26. */
export const dayName = (day: Date) => day.toISOString().slice(0, 10)
