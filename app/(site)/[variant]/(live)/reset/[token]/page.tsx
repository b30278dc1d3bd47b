import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { linkTo } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { pageLocale } from '@/lib/languages/page-locale'
import { resetPasswordAction } from '@/lib/password-reset/actions'
import { isResetOpen } from '@/lib/password-reset/data'
import { resetTokenSchema } from '@/lib/password-reset/schema'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageLocale()).t('signIn.choose.title'),
    robots: { index: false },
    // The address is the key.
    referrer: 'no-referrer',
  }
}

async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const locale = await pageLocale()
  const { t } = locale
  const token = resetTokenSchema.safeParse((await params).token).data
  if (token === undefined || !(await isResetOpen(token))) {
    return (
      <PageHeading
        title={t('signIn.deadLink.title')}
        lead={t.rich('signIn.choose.gone', { link: linkTo(locale, '/reset') })}
      />
    )
  }
  return (
    <div className="space-y-8">
      <PageHeading title={t('signIn.choose.title')} lead={t('signIn.choose.lead')} />
      <AccountForm
        id="new-password"
        action={resetPasswordAction}
        next={`/reset/${token}`}
        fields={[
          {
            name: 'password',
            label: t('signIn.fields.newPassword'),
            type: 'password',
            autoComplete: 'new-password',
            hint: t('signIn.fields.passwordHint'),
          },
        ]}
        submit={t('signIn.choose.submit')}
        pending={t('signIn.choose.pending')}
      />
    </div>
  )
}

export default withDatabase(ResetPage)
