'use server'

import { z } from 'zod'
import { addNote } from '@/lib/notes/mutations'
import { noteText } from '@/lib/notes/schema'
import { operatorAction } from '@/lib/operators/operator-action'
import { orderIdSchema } from '@/lib/orders/schema'

const said = {
  added: 'The note was added.',
  repeated: 'This note was already added. Nothing was changed.',
  missing: 'There is no such order, so nothing was added.',
}

/** The form for a private note on an order. */
export const addOrderNote = operatorAction(
  { role: 'ADMIN', act: 'order.note', schema: z.object({ order: orderIdSchema, text: noteText }) },
  async ({ order, text }, operator) => {
    const outcome = await addNote({ orderId: order }, operator.email, text)
    return {
      ok: outcome !== 'missing',
      sentence: said[outcome],
      subject: order,
      // Of another order there is no page to link to.
      ...(outcome !== 'missing' && { orderId: order }),
    }
  },
)
