import type { Metadata } from 'next'
import { TextArea } from '@/app/(admin)/_parts/text-area'
import { endPage } from '@/app/(admin)/admin/customers/[uid]/_end/end-page'
import { closeWithin } from '@/lib/closing/mutations'
import { closeCustomerAction } from '@/lib/customers/actions'
import { closedWords, notClosed } from '@/lib/customers/words'

export const metadata: Metadata = { title: 'Close account' }

export default endPage(
  'close',
  {
    title: 'Close this account?',
    lead: 'This can’t be undone. The e-mail address, name and password are erased. Orders are kept.',
    what: 'close this account',
    submit: 'Close account',
    pending: 'Closing…',
  },
  closeCustomerAction,
  async (transaction, uid, at) => {
    const closed = await closeWithin(transaction, uid, at)
    return closed.closed
      ? { ok: true, effect: closedWords(closed.effects, false) }
      : { ok: false, refusal: notClosed[closed.why] }
  },
  <TextArea name="reason" label="Reason" maxLength={500} rows={2} />,
)
