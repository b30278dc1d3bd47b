import { z } from 'zod'
import { customerFilterSchema } from '@/lib/customers/schema'
import { PaymentState } from '@/lib/generated/prisma/enums'
import { filterMoment } from '@/lib/list-filter'
import { orderFilterSchema } from '@/lib/orders/schema'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'

/** What can be exported. */
export const exportNames = ['orders', 'payments', 'pingbacks', 'customers'] as const

export type ExportName = (typeof exportNames)[number]

const dayAlone = /^\d{4}-\d{2}-\d{2}$/

/** A day is included, a time is not. */
const to = z.preprocess(
  (text) => (typeof text === 'string' && dayAlone.test(text) ? dayAfter(text) : text),
  filterMoment,
)

function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`).getTime() + 86_400_000
  return Number.isNaN(at) ? day : new Date(at).toISOString().slice(0, 10)
}

const paymentFilterSchema = z.object({
  from: filterMoment,
  to,
  money: z.enum(['test', 'real']).optional(),
  state: z.enum(PaymentState).optional(),
})

/** The filters of each export: those of its list. */
export const exportSchemas = {
  orders: orderFilterSchema,
  payments: paymentFilterSchema,
  pingbacks: pingbackFilterSchema,
  customers: customerFilterSchema,
} as const satisfies Record<ExportName, z.ZodObject>

export type ExportFilters = { [Name in ExportName]: z.output<(typeof exportSchemas)[Name]> }
