import type { Metadata } from 'next'
import { endPage } from '@/app/(admin)/admin/customers/[uid]/_end/end-page'
import { eraseCustomerAction } from '@/lib/customers/actions'
import { eraseWithin } from '@/lib/customers/mutations'
import { erasedWords, notErased } from '@/lib/customers/words'

export const metadata: Metadata = { title: 'Erase personal data' }

export default endPage(
  'erase',
  {
    title: 'Erase personal data?',
    lead: 'This can’t be undone. Orders, payments and decisions are kept, with only the customer’s ID.',
    what: 'erase personal data',
    submit: 'Erase personal data',
    pending: 'Erasing…',
  },
  eraseCustomerAction,
  async (transaction, uid, at) => {
    const done = await eraseWithin(transaction, uid, at)
    return done.ok
      ? { ok: true, effect: erasedWords(done.erased, false) }
      : { ok: false, refusal: notErased[done.why] }
  },
  <p className="text-muted">
    If the customer has asked for a copy of the data, export it first. Data that Paymentwall holds is not
    erased: ask Paymentwall to erase it.
  </p>,
)
