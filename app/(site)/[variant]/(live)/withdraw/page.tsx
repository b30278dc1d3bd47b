import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { WithdrawForm } from '@/app/(site)/[variant]/(live)/withdraw/withdraw-form'
import { newId } from '@/lib/ids'
import { pageLocale } from '@/lib/languages/page-locale'
import { orderIdSchema } from '@/lib/orders/schema'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageLocale()
  return { title: t('withdrawals.title') }
}

/** Where a contract is withdrawn from without signing in, as Article 11a of Directive 2011/83/EU and § 356a of the German Civil Code want it. */
export default async function WithdrawPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const { t, words } = await pageLocale()
  const order = orderIdSchema.safeParse((await searchParams).order).data ?? ''
  const { form, confirm, done } = words.withdrawals
  return (
    <div className="space-y-8">
      <PageHeading title={t('withdrawals.title')} lead={t('withdrawals.lead')} />
      <WithdrawForm
        id={newId()}
        order={order}
        words={{ form, confirm, done }}
        common={words.declarations.form}
      />
    </div>
  )
}
