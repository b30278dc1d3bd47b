import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { linkTo } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { CodeForm } from '@/app/(site)/[variant]/(live)/login/code/code-form'
import { requireUser } from '@/lib/accounts/session'
import { ownPath } from '@/lib/http/own-path'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('signIn.code.title'), robots: { index: false } }
}

async function CodePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const next = ownPath((await searchParams).next, '/admin')
  const user = await requireUser(`/login/code?next=${encodeURIComponent(next)}`)
  const locale = await pageLocale()
  const { t } = locale
  if (!user.isSecondFactorDue) redirect(locale.path(next))
  return (
    <div className="space-y-8">
      <PageHeading title={t('signIn.code.title')} lead={t('signIn.code.lead')} />
      <CodeForm
        next={next}
        label={t('signIn.code.label')}
        submit={t('signIn.code.submit')}
        pending={t('signIn.code.pending')}
      />
      <p className="max-w-2xl text-muted">
        {t.rich('signIn.code.lost', { link: linkTo(locale, '/account') })}
      </p>
    </div>
  )
}

export default withDatabase(CodePage)
