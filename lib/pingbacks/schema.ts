import { z } from 'zod'
import { Verdict } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { filterMoment, filterText } from '@/lib/list-filter'
import { orderIdSchema } from '@/lib/orders/schema'
import { longestQuery } from '@/lib/paymentwall/explain'

/** The signature versions that the log is filtered by; `other` is none, 1, or one that does not exist. */
const versionChoices = ['3', '2', 'other'] as const

/** The filters of the log of pingbacks. Times are those of the shop's zone. */
export const pingbackFilterSchema = z.object({
  verdict: z.enum(Verdict).optional(),
  type: z
    .string()
    .regex(/^\d{1,6}$/, 'A type is a number, such as 0 or 2.')
    .optional(),
  order: filterText,
  uid: filterText,
  ref: filterText,
  version: z.enum(versionChoices).optional(),
  from: filterMoment,
  to: filterMoment,
})

export type PingbackFilter = z.output<typeof pingbackFilterSchema>

/** The id of a row of the log or the ledger, out of an address or a form. */
export const rowIdSchema = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)

/** A list of what a form names once or more often. */
const several = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item).max(most))

/** At most so many are applied by one act. */
const mostAtOnce = 50

/** What is to be applied: the ledger's id, the order it is matched to or nothing, and the state that was seen, with dots between. */
const matchItem = z
  .string()
  .regex(/^\d{1,18}\.[0-9a-z]{0,64}\.[0-9a-f]{16}$/)
  .transform((text, context) => {
    const [id = '', order = '', seen = ''] = text.split('.')
    const orderId = orderIdSchema.optional().safeParse(order === '' ? undefined : order)
    if (orderId.success) return { id: BigInt(id), orderId: orderId.data, seen }
    context.addIssue({ code: 'custom', message: 'names no order' })
    return z.NEVER
  })

/** The form that applies stored pingbacks. */
export const matchSchema = z.object({ item: several(matchItem, mostAtOnce) })

/** The form that reads kept arrivals again. */
export const refusedSchema = z.object({ id: several(rowIdSchema, mostAtOnce) })

/** The form that explains an address. */
export const explainSchema = z.object({
  url: z
    .string()
    .trim()
    .min(1, 'Paste the address that was called, or its query.')
    .max(longestQuery, `An address has ${longestQuery} characters at most.`),
  secret: z.string().max(256, 'A secret key has 256 characters at most.').default(''),
})

/** The ids that an address names, each once; what is none counts as none. */
export function readChosen(ids: unknown): bigint[] {
  const read = [ids ?? []].flat().map((id) => rowIdSchema.safeParse(id))
  return [...new Set(read.flatMap(({ success, data }) => (success ? [data] : [])))].slice(0, mostAtOnce)
}

/**
 * The order that an address matches a stored pingback to: one that was typed before one that was chosen, or, where nothing was
 * chosen yet, the one that is suggested. Undefined: none.
 */
export function chosenOrder(
  query: Record<string, unknown>,
  id: bigint,
  suggested: OrderId | undefined,
): OrderId | undefined {
  const typed = orderIdSchema.safeParse(query[`other-${id}`])
  if (typed.success) return typed.data
  const chosen = query[`order-${id}`]
  if (chosen === undefined) return suggested
  const order = orderIdSchema.safeParse(chosen)
  return order.success ? order.data : undefined
}
