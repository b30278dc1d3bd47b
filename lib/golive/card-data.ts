import type { Context, Fact, Judgement } from '@/lib/golive/check'
import { type ScanResult, scanDatabase } from '@/lib/golive/database-scan'
import { judgementOf } from '@/lib/golive/judgement'
import { projectOf } from '@/lib/golive/project'
import { countsSince, dayName, startOfDay } from '@/lib/tally/data'

/** A test card of Paymentwall's, as somebody would type it into the wrong field. */
const planted = `/?q=${encodeURIComponent('4242 4242 4242 4242')}`

const scans = new WeakMap<Context['visit'], Promise<ScanResult>>()

/** Points that are judged together have their visits in common, and so one scan. */
function scanOnce({ database, visit }: Context): Promise<ScanResult> {
  const scan = scans.get(visit) ?? scanDatabase(database)
  scans.set(visit, scan)
  return scan
}

/**
 * Whether card data stays out: the guard refuses a card number that is sent to it, the log has had none to mask, no
 * payment page sent one, and the database holds none.
 */
export async function noCardData(context: Context): Promise<Judgement> {
  const { database, env, now, since } = context
  const project = projectOf(env)
  const [days, sent, scan, guard] = await Promise.all([
    countsSince(database, project, 'masked card number', since),
    countsSince(database, project, 'card number from a payment page', since),
    scanOnce(context),
    guardFact(context),
  ])
  const places = [...new Set(scan.found.map(({ table, name }) => `${table}.${name}`))]
  const scanned: Fact = {
    kind: places.length > 0 ? 'fault' : 'proof',
    what: 'The newest rows of every table',
    seen: places.length > 0 ? `a possible card number is in ${places.join(', ')}` : 'no card number found',
    at: startOfDay(now),
  }
  const logged = days.map(
    ({ day, count }): Fact => ({
      kind: 'fault',
      what: `The log on ${dayName(day)}`,
      seen: `${count === 1 ? 'a card number was' : `${count} card numbers were`} masked before being written`,
      at: day,
    }),
  )
  const named = sent.map(
    ({ day, count }): Fact => ({
      kind: 'fault',
      what: `Forms of the payment pages on ${dayName(day)}`,
      seen: `${count === 1 ? 'one' : count} submitted a card number, so an input has a name; it was refused`,
      at: day,
    }),
  )
  return judgementOf(
    [...logged, ...named, scanned, guard],
    {
      notYet: '',
      proven: 'No card number reached the log or the database, and one sent to the shop was refused.',
    },
    { passed: scan.texts - scan.found.length, of: scan.texts },
  )
}

async function guardFact({ visit, now }: Context): Promise<Fact> {
  const { status } = await visit(planted)
  return {
    kind: status === 400 ? 'attack' : 'fault',
    what: 'A card number in the address of a page, sent by this check',
    seen: status === 400 ? 'answered 400: neither processed nor stored' : `answered ${status}: not refused`,
    at: startOfDay(now),
    subject: { kind: 'page', id: '/' },
  }
}
