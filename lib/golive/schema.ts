import { z } from 'zod'
import { dayOf, zonedTime } from '@/lib/time'

const dayMs = 86_400_000

/** A text of several lines that a report shows. Forms send line ends of two characters, and count one. */
const longText = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
  .pipe(z.string().min(3, 'is too short').max(2000, 'is longer than 2,000 characters'))

/** A name as a report shows it: one line, nothing that reverses the text. */
const personName = z
  .string()
  .trim()
  .min(2, 'is missing')
  .max(80, 'is longer than 80 characters')
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, 'must be on one line')

const rowId = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)

const pointId = z.string().max(32)

/** The form by which an operator says what only a person can. */
export const statementSchema = z.object({
  point: pointId,
  text: longText,
  name: personName,
  /** The last day on which it counts, in the shop's time zone. */
  until: z.iso.date('is not a valid date'),
  /** The number of the statement that the form was drawn after; 0 for none. */
  seen: rowId,
})

/** The form that flags a point. */
export const flagSchema = z.object({ point: pointId, reason: longText })

/** The form that answers a flag. */
export const answerSchema = z.object({ point: pointId, flag: rowId, answer: longText })

/** The form that closes a flag. */
export const closeSchema = z.object({ point: pointId, flag: rowId })

/**
 * The end of the last day on which a statement counts; undefined for a day that has passed, and for one that is further away than a
 * statement may reach.
 *
 * @param days for how many a statement about the point may count
 */
export function endOfDay(day: string, days: number, now: Date): Date | undefined {
  const begins = zonedTime(day)
  if (!begins || day < dayOf(now) || day > lastDay(days, now)) return undefined
  // Where clocks are changed, a day has 23 or 25 hours.
  return zonedTime(dayOf(new Date(begins.getTime() + 1.5 * dayMs)))
}

/** The last day until which a statement may reach that is made now. */
export function lastDay(days: number, now: Date): string {
  return dayOf(new Date(now.getTime() + days * dayMs))
}
