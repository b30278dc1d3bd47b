import { Notice } from '@/app/_components/notice'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import type { OrderId } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import type { AskedRefund } from '@/lib/orders/data'
import { requestRefundAction } from '@/lib/refund-requests/actions'

/** How a buyer asks for a refund of a paid order, and how that stands. */
export function RefundRequest({ orderId, requests }: { orderId: OrderId; requests: readonly AskedRefund[] }) {
  const [newest] = requests
  if (newest?.isOpen) {
    return (
      <Notice title="You have asked for a refund">
        <p>We received your request on {english.date(newest.requestedAt)} and are looking at it.</p>
      </Notice>
    )
  }
  return (
    <div className="space-y-4">
      {newest && (
        <Notice>
          <p>
            Your request of {english.date(newest.requestedAt)} is closed. The receipt shows what was paid and
            what was refunded.
          </p>
        </Notice>
      )}
      <details>
        <summary className="link">Ask for a refund</summary>
        <div className="mt-4">
          <AccountForm
            id="refund"
            action={requestRefundAction}
            next={`/orders/${orderId}`}
            fields={[{ name: 'reason', label: 'Why would you like a refund?', autoComplete: 'off' }]}
            submit="Send request"
            pending="Sending…"
          />
        </div>
      </details>
    </div>
  )
}
