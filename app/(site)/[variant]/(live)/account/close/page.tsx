import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { linkTo } from '@/app/_components/rich'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { requireUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { closeAccountAction } from '@/lib/closing/actions'
import { closingEffects } from '@/lib/closing/data'
import type { Locale } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import type { Membership } from '@/lib/subscriptions/data'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('account.close.name'), robots: { index: false } }
}

export default async function ClosePage() {
  const user = await requireUser('/account/close')
  const locale = await pageLocale()
  const { t, path } = locale
  const now = await shopTime()
  const { memberships, goods, credits, isPaymentInProgress } = await closingEffects(user.uid, now)
  return (
    <div className="max-w-2xl space-y-8">
      <PageHeading title={t('account.close.title')} lead={t('account.close.lead')} />
      {isPaymentInProgress && (
        <Notice kind="caution" title={t('account.close.payment.title')}>
          {t('account.close.payment.lead')}
        </Notice>
      )}
      <section aria-labelledby="ends" className="space-y-3">
        <h2 id="ends" className="text-heading">
          {t('account.close.lose')}
        </h2>
        <ul className="list-['–_'] space-y-2 pl-4">
          {memberships.map((membership) => (
            <li key={membership.orderId}>{whatEnds(locale, membership, now)}</li>
          ))}
          {goods > 0 && (
            <li>{t.rich('brand.library.lost', { goods, link: linkTo(locale, '/account/library') })}</li>
          )}
          {credits > 0 && <li>{t('brand.library.lostCredits', { credits })}</li>}
          <li>{t('account.close.access')}</li>
        </ul>
        <p>{t.rich('account.close.refund', { link: linkTo(locale, '/refunds') })}</p>
      </section>
      <AccountForm
        id="close"
        action={closeAccountAction}
        fields={[
          {
            name: 'password',
            label: t('account.password.label'),
            type: 'password',
            autoComplete: 'current-password',
            hint: t('account.password.toConfirm'),
          },
        ]}
        submit={t('account.close.submit')}
        pending={t('account.close.pending')}
      />
      <ButtonLink href={path('/account')} variant="secondary">
        {t('account.close.keep')}
      </ButtonLink>
    </div>
  )
}

function whatEnds({ t, date }: Locale, { product, renews, paidUntil }: Membership, now: Date): string {
  const sentences = [`${product.name}.`]
  if (paidUntil && paidUntil > now) sentences.push(t('account.close.paid', { date: date(paidUntil) }))
  if (renews) sentences.push(t('account.close.renewals'))
  return sentences.join(' ')
}
