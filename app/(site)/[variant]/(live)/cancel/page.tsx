import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { CancelForm } from '@/app/(site)/[variant]/(live)/cancel/cancel-form'
import { newId } from '@/lib/ids'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageLocale()
  return { title: t('cancellations.title') }
}

/** Where a membership is cancelled without signing in, as § 312k of the German Civil Code wants it. */
export default async function CancelPage() {
  const { t, words } = await pageLocale()
  return (
    <div className="space-y-8">
      <PageHeading title={t('cancellations.title')} lead={t('cancellations.lead')} />
      <CancelForm
        id={newId()}
        words={words.cancellations.form}
        common={words.declarations.form}
        done={words.cancellations.done}
      />
    </div>
  )
}
