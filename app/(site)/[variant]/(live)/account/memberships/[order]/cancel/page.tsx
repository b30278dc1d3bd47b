import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { withDatabase } from '@/app/_components/with-database'
import { CancelConfirmation } from '@/app/(site)/[variant]/(live)/account/memberships/cancel-confirmation'
import { requireUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { pageLocale } from '@/lib/languages/page-locale'
import { orderIdSchema } from '@/lib/orders/schema'
import { findMembership } from '@/lib/subscriptions/data'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('memberships.cancel.title'), robots: { index: false } }
}

async function CancelPage({ params }: { params: Promise<{ order: string }> }) {
  const { order } = await params
  const user = await requireUser(`/account/memberships/${order}/cancel`)
  const orderId = orderIdSchema.safeParse(order).data ?? notFound()
  const now = await shopTime()
  const locale = await pageLocale()
  const { t, path } = locale
  const membership = await findMembership(orderId, now)
  if (membership?.uid !== user.uid) notFound()
  if (!membership.renews || membership.cancellation) redirect(path('/account/memberships'))
  return (
    <div className="max-w-2xl space-y-6">
      <PageHeading title={t('memberships.cancel.question', { product: membership.product.name })} />
      <CancelConfirmation
        locale={locale}
        membership={membership}
        now={now}
        keep={
          <ButtonLink href={path('/account/memberships')} variant="secondary">
            {t('memberships.cancel.keep')}
          </ButtonLink>
        }
      />
    </div>
  )
}

export default withDatabase(CancelPage)
