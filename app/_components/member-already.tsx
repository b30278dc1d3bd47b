import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import type { Locale } from '@/lib/languages/locale'
import type { Beside } from '@/lib/subscriptions/data'
import { standingWords } from '@/lib/subscriptions/words'

/** Tells a buyer, before they pay for a membership, which ones they already have and how to cancel them. */
export function MemberAlready({
  locale,
  beside: { memberships, underReview, isAny },
  now,
}: {
  locale: Locale
  beside: Beside
  now: Date
}) {
  if (!isAny) return null
  const { t, path } = locale
  const isMember = memberships.some(({ accessUntil }) => accessUntil !== null)
  return (
    <Notice kind="caution" title={isMember ? t('product.member.title') : t('product.member.underReview')}>
      <ul className="space-y-2">
        {memberships.map((membership) => (
          <li key={membership.orderId}>
            {standingWords(locale, membership, now)}{' '}
            {membership.renews && !membership.cancellation && (
              <PageLink href={path(`/account/memberships/${membership.orderId}/cancel`)} className="link">
                {t('product.member.cancel')}
              </PageLink>
            )}
          </li>
        ))}
        {underReview.map(({ orderId, name }) => (
          <li key={orderId}>
            {t('product.member.ordered', { product: name })}{' '}
            <PageLink href={path(`/orders/${orderId}`)} className="link">
              {t('product.member.order')}
            </PageLink>
          </li>
        ))}
      </ul>
      <p>{t('product.member.second')}</p>
    </Notice>
  )
}
