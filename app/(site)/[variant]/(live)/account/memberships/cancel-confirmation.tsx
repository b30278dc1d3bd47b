import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'
import type { Locale } from '@/lib/languages/locale'
import { cancelMembershipAction } from '@/lib/subscriptions/actions'
import type { Membership } from '@/lib/subscriptions/data'

/** What cancelling means, with the buttons to do it or to keep the membership. */
export function CancelConfirmation({
  locale,
  membership,
  now,
  keep,
}: {
  locale: Locale
  membership: Membership
  now: Date
  keep: ReactNode
}) {
  const { t } = locale
  return (
    <form action={cancelMembershipAction} className="space-y-5">
      <input type="hidden" name="order" value={membership.orderId} />
      <ul className="list-['–_'] space-y-2 pl-4">
        <li>{whatEnds(locale, membership, now)}</li>
        <li>{t('memberships.cancel.stop')}</li>
        {membership.accessUntil && <li>{t('brand.membership.end')}</li>}
      </ul>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText={t('memberships.cancel.sending')}>
          {t('memberships.cancel.submit')}
        </SubmitButton>
        {keep}
      </div>
    </form>
  )
}

function whatEnds({ t, date }: Locale, { paidUntil, accessUntil }: Membership, now: Date): string {
  const end = paidUntil ? date(paidUntil) : ''
  if (!accessUntil) return t('memberships.cancel.ended', { end })
  return paidUntil && paidUntil > now
    ? t('memberships.cancel.stays', { end })
    : t('memberships.cancel.over', { end })
}
