import { Notice } from '@/app/_components/notice'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import type { OrderId } from '@/lib/ids'
import type { Locale } from '@/lib/languages/locale'
import type { AskedRefund } from '@/lib/orders/data'
import { requestRefundAction } from '@/lib/refund-requests/actions'

/** How a buyer asks for a refund of a paid order, and how that stands. */
export function RefundRequest({
  locale,
  orderId,
  requests,
}: {
  locale: Locale
  orderId: OrderId
  requests: readonly AskedRefund[]
}) {
  const { t, date } = locale
  const [newest] = requests
  if (newest?.isOpen) {
    return (
      <Notice title={t('orders.refund.open.title')}>
        <p>{t('orders.refund.open.text', { day: date(newest.requestedAt) })}</p>
      </Notice>
    )
  }
  return (
    <div className="space-y-4">
      {newest && (
        <Notice>
          <p>{t('orders.refund.closed', { day: date(newest.requestedAt) })}</p>
        </Notice>
      )}
      <details>
        <summary className="link">{t('orders.refund.ask')}</summary>
        <div className="mt-4">
          <AccountForm
            id="refund"
            action={requestRefundAction}
            next={`/orders/${orderId}`}
            fields={[{ name: 'reason', label: t('orders.refund.why'), autoComplete: 'off' }]}
            submit={t('orders.refund.send')}
            pending={t('orders.refund.sending')}
          />
        </div>
      </details>
    </div>
  )
}
