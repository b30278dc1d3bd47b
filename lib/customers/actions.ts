'use server'

import { z } from 'zod'
import { shopTime } from '@/lib/clock'
import { closeAccount } from '@/lib/closing/mutations'
import { maySeeCustomer } from '@/lib/customers/data'
import { eraseCustomer, flagCustomer } from '@/lib/customers/mutations'
import { closingSchema, flagSchema } from '@/lib/customers/schema'
import { closedWords, erasedWords, notClosed, notErased } from '@/lib/customers/words'
import { addNote } from '@/lib/notes/mutations'
import { noteText } from '@/lib/notes/schema'
import { operatorAction } from '@/lib/operators/operator-action'
import { accountSchema, uidSchema } from '@/lib/operators/schema'

/** Flags a customer, or takes the flag off: what a reviewer may do too. */
export const flagAction = operatorAction(
  { role: 'REVIEWER', act: 'customer.flag', schema: flagSchema },
  async ({ uid, was, reason }, operator) => {
    if (!(await maySeeCustomer(uid, operator))) {
      return { ok: false, sentence: 'There is no such customer.' }
    }
    const isFlagged = was === 'unflagged'
    const after = isFlagged ? 'flagged' : 'unflagged'
    return (await flagCustomer(uid, isFlagged))
      ? {
          ok: true,
          subject: uid,
          reason,
          sentence: isFlagged ? 'The customer is now flagged.' : 'The flag was removed.',
          before: was,
          after,
        }
      : {
          ok: false,
          subject: uid,
          reason,
          sentence: `Nothing was changed: another operator has done it already. The customer is ${after}.`,
        }
  },
)

const noteOutcomes = {
  added: 'The note was added.',
  repeated: 'This note was already added. Nothing was changed.',
  missing: 'There is no such customer, so nothing was added.',
}

/** The form for a private note on a customer. */
export const addCustomerNote = operatorAction(
  { role: 'ADMIN', act: 'customer.note', schema: z.object({ uid: uidSchema, text: noteText }) },
  async ({ uid, text }, operator) => {
    const outcome = await addNote({ uid }, operator.email, text)
    return { ok: outcome !== 'missing', sentence: noteOutcomes[outcome], subject: uid }
  },
)

/** Closes a customer's account for good. */
export const closeCustomerAction = operatorAction(
  { role: 'ADMIN', act: 'customer.close', schema: closingSchema, confirmed: true },
  async ({ uid, reason }) => {
    const done = await closeAccount(uid, await shopTime())
    const told = { subject: uid, reason, to: `/admin/customers/${uid}` }
    return done.closed
      ? { ok: true, ...told, sentence: `The account is closed. ${closedWords(done.effects, true)}` }
      : { ok: false, ...told, sentence: notClosed[done.why] }
  },
)

/** Erases what is personal of a customer. */
export const eraseCustomerAction = operatorAction(
  { role: 'ADMIN', act: 'customer.erase', schema: accountSchema, confirmed: true },
  async ({ uid }) => {
    const done = await eraseCustomer(uid, await shopTime())
    const told = { subject: uid, to: `/admin/customers/${uid}` }
    return done.ok
      ? { ok: true, ...told, sentence: `The personal data was erased. ${erasedWords(done.erased, true)}` }
      : { ok: false, ...told, sentence: notErased[done.why] }
  },
)
