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
import { findInvitation } from '@/lib/operators/data'
import { tokenSchema } from '@/lib/operators/schema'
import { roleWords } from '@/lib/operators/words'

export const metadata: Metadata = {
  title: 'Invitation',
  robots: { index: false },
  // The address is the key.
  referrer: 'no-referrer',
}

async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const token = tokenSchema.safeParse((await params).token)
  const invitation = token.success ? await findInvitation(token.data) : undefined
  if (!token.success || !invitation) {
    return (
      <PageHeading
        title="This invitation doesn’t work"
        lead="It was used, has expired, or was withdrawn. Ask the sender for a new one."
      />
    )
  }
  const path = `/invitation/${token.data}`
  const role = roleWords[invitation.role]
  const user = await currentUser()
  const title = `Become ${role} of ${brand.name}`
  if (user && hasRole(user, invitation.role)) {
    return (
      <PageHeading
        title={title}
        lead={
          <>
            You are signed in as {user.email}, who is {roleWords[user.role]} already. Nothing was changed; the
            link still works.
          </>
        }
      />
    )
  }
  if (user) {
    return (
      <div className="space-y-8">
        <PageHeading
          title={title}
          lead={`You are signed in as ${user.email}. This account will open the back office.`}
        />
        <form action={joinAction}>
          <input type="hidden" name="next" value={path} />
          <SubmitButton pendingText="Joining…">Become {role}</SubmitButton>
        </form>
        <p className="text-muted">To use another account, sign out first, then open the link again.</p>
      </div>
    )
  }
  return (
    <div className="space-y-8">
      <PageHeading title={title} lead="Create the account that opens the back office." />
      <AccountForm
        id="join"
        action={registerAndJoinAction}
        next={path}
        fields={[
          { name: 'name', label: 'Name', autoComplete: 'name' },
          { name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: 'Password',
            type: 'password',
            autoComplete: 'new-password',
            hint: 'At least 10 characters. A few words in a row are easy to remember and hard to guess.',
          },
        ]}
        submit={`Become ${role}`}
        pending="Creating your account…"
      />
      <Notice className="max-w-md">
        Have an account here already?{' '}
        <PageLink href="/login" query={{ next: path }} className="link">
          Sign in
        </PageLink>
        , and come back to this page.
      </Notice>
    </div>
  )
}

export default withDatabase(InvitationPage)
