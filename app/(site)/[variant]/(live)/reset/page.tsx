import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { linkTo } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { pageLocale } from '@/lib/languages/page-locale'
import { requestResetAction } from '@/lib/password-reset/actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('signIn.forgotten.title'), robots: { index: false } }
}

async function ResetRequestPage() {
  const locale = await pageLocale()
  const { t } = locale
  return (
    <div className="space-y-8">
      <PageHeading title={t('signIn.forgotten.title')} lead={t('signIn.forgotten.lead')} />
      <AccountForm
        id="reset"
        action={requestResetAction}
        fields={[{ name: 'email', label: t('signIn.fields.email'), type: 'email', autoComplete: 'username' }]}
        submit={t('signIn.forgotten.submit')}
        pending={t('signIn.forgotten.pending')}
        done={t('signIn.forgotten.done')}
      />
      <p>{t.rich('signIn.forgotten.remembered', { link: linkTo(locale, '/login') })}</p>
    </div>
  )
}

export default withDatabase(ResetRequestPage)
