import { z } from 'zod'
import { PaymentState, Verdict } from '@/lib/generated/prisma/enums'
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
  context.addIssue({ code: 'custom', message: 'is no time' })
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

const money = z.enum(['test', 'real']).optional()
const id = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional()

/** The filters of each export, named as on its list. One that is not known here would be left out of the file unseen, and so is refused. */
export const exportSchemas = {
  orders: z.strictObject({ from, to, money }),
  payments: z.strictObject({ from, to, money, state: z.enum(PaymentState).optional() }),
  pingbacks: z.strictObject({ from, to, verdict: z.enum(Verdict).optional(), order: id }),
  customers: z.strictObject({ from, to, state: z.enum(['open', 'flagged', 'closed']).optional() }),
} as const satisfies Record<ExportName, z.ZodType>

export type ExportFilters = { [Name in ExportName]: z.output<(typeof exportSchemas)[Name]> }

/** The filters in an address: without those that are empty, and without the place on the list. */
export function filtersOf(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name, value]) => value !== '' && !ofPages.has(name)))
}
