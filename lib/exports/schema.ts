import { z } from 'zod'
import { customerFilterSchema } from '@/lib/customers/schema'
import { PaymentState } from '@/lib/generated/prisma/enums'
import { orderFilterSchema } from '@/lib/orders/schema'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'
import { zonedTime } from '@/lib/time'

/** What can be exported. */
export const exportNames = ['orders', 'payments', 'pingbacks', 'customers'] as const

export type ExportName = (typeof exportNames)[number]

/** Where a list page stands is no filter. */
const ofPages = new Set(['older', 'newer', 'outcome'])

const dayAlone = /^\d{4}-\d{2}-\d{2}$/

const moment = (text: string | undefined, context: z.RefinementCtx) => {
  if (text === undefined) return undefined
  const at = zonedTime(text)
  if (at) return at
  context.addIssue({ code: 'custom', message: 'is not a time' })
  return z.NEVER
}

const from = z.string().optional().transform(moment)
/** A day is included, a time is not. */
const to = z
  .string()
  .optional()
  .transform((text) => (text && dayAlone.test(text) ? dayAfter(text) : text))
  .transform(moment)

function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`).getTime() + 86_400_000
  return Number.isNaN(at) ? day : new Date(at).toISOString().slice(0, 10)
}

const paymentFilterSchema = z.object({
  from,
  to,
  money: z.enum(['test', 'real']).optional(),
  state: z.enum(PaymentState).optional(),
})

/**
 * The filters of a list, for a file. A list shows everything where a filter means nothing; a file would hold more than was
 * asked for, unseen, so such a filter is refused.
 */
function exactly<List extends z.ZodObject>(list: List) {
  return z.record(z.string(), z.string()).transform((given, context): z.output<List> => {
    const { data, error } = list.safeParse(given)
    const read: Record<string, unknown> = data ?? {}
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message })
    for (const name of data ? Object.keys(given) : []) {
      const isKnown = Object.hasOwn(list.shape, name)
      if (isKnown && read[name] !== undefined) continue
      const message = isKnown ? 'is not understood' : 'is not known'
      context.addIssue({ code: 'custom', path: [name], message })
    }
    return data ?? z.NEVER
  })
}

/** The filters of each export: those of its list. */
export const exportSchemas = {
  orders: exactly(orderFilterSchema),
  payments: exactly(paymentFilterSchema),
  pingbacks: exactly(pingbackFilterSchema),
  customers: exactly(customerFilterSchema),
} as const satisfies Record<ExportName, z.ZodType>

export type ExportFilters = { [Name in ExportName]: z.output<(typeof exportSchemas)[Name]> }

/** The filters in an address: without those that are empty, and without the place on the list. */
export function filtersOf(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name, value]) => value.trim() !== '' && !ofPages.has(name)))
}
