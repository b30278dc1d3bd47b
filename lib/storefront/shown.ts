import { cached } from '@/lib/cache'
import { shopTime } from '@/lib/clock'

/** For how many seconds a page may show the day before. */
const daySeconds = 60

/** The day by which prices and terms are shown, at midnight (UTC); up to 60 s late. */
export async function shownDay(): Promise<Date> {
  const day = await cached('day', daySeconds, async () => (await shopTime()).toISOString().slice(0, 10))
  return new Date(day)
}
