import type { Metadata } from 'next'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { joinAction, registerAndJoinAction } from '@/app/(site)/[variant]/(live)/invitation/[token]/actions'
import { hasRole } from '@/lib/accounts/access'
import { currentUser } from '@/lib/accounts/session'
import { brand } from '@/lib/brand/brand'
import { pageLocale } from '@/lib/languages/page-locale'
import { findInvitation } from '@/lib/operators/data'
import { tokenSchema } from '@/lib/operators/schema'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageLocale()).t('signIn.invitation.name'),
    robots: { index: false },
    // The address is the key.
    referrer: 'no-referrer',
  }
}

async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const locale = await pageLocale()
  const { t } = locale
  const token = tokenSchema.safeParse((await params).token)
  const invitation = token.success ? await findInvitation(token.data) : undefined
  if (!token.success || !invitation) {
    return <PageHeading title={t('signIn.invitation.gone.title')} lead={t('signIn.invitation.gone.lead')} />
  }
  const path = `/invitation/${token.data}`
  const { role } = invitation
  const user = await currentUser()
  const title = t('signIn.invitation.title', { role, brand: brand.name })
  if (user && hasRole(user, invitation.role)) {
    return (
      <PageHeading
        title={title}
        lead={t('signIn.invitation.already', { email: user.email, role: user.role })}
      />
    )
  }
  if (user) {
    return (
      <div className="space-y-8">
        <PageHeading title={title} lead={t('signIn.invitation.signedIn', { email: user.email })} />
        <form action={joinAction}>
          <input type="hidden" name="next" value={path} />
          <SubmitButton pendingText={t('signIn.invitation.pending')}>
            {t('signIn.invitation.submit', { role })}
          </SubmitButton>
        </form>
        <p className="text-muted">{t('signIn.invitation.another')}</p>
      </div>
    )
  }
  return (
    <div className="space-y-8">
      <PageHeading title={title} lead={t('signIn.invitation.lead')} />
      <AccountForm
        id="join"
        action={registerAndJoinAction}
        next={path}
        fields={[
          { name: 'name', label: t('signIn.fields.name'), autoComplete: 'name' },
          { name: 'email', label: t('signIn.fields.email'), type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: t('signIn.fields.password'),
            type: 'password',
            autoComplete: 'new-password',
            hint: t('signIn.invitation.passwordHint'),
          },
        ]}
        submit={t('signIn.invitation.submit', { role })}
        pending={t('signIn.register.pending')}
      />
      <Notice className="max-w-md">
        {t.rich('signIn.invitation.known', {
          link: (text) => (
            <PageLink href={locale.path('/login')} query={{ next: path }} className="link">
              {text}
            </PageLink>
          ),
        })}
      </Notice>
    </div>
  )
}

export default withDatabase(InvitationPage)
