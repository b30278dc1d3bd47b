import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { resetPasswordAction } from '@/lib/password-reset/actions'
import { isResetOpen } from '@/lib/password-reset/data'
import { resetTokenSchema } from '@/lib/password-reset/schema'

export const metadata: Metadata = {
  title: 'Choose a new password',
  robots: { index: false },
  // The address is the key.
  referrer: 'no-referrer',
}

async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const token = resetTokenSchema.safeParse((await params).token).data
  if (token === undefined || !(await isResetOpen(token))) {
    return (
      <PageHeading
        title="This link doesn’t work"
        lead={
          <>
            It was used or has expired.{' '}
            <PageLink href="/reset" className="link">
              Request a new link
            </PageLink>
          </>
        }
      />
    )
  }
  return (
    <div className="space-y-8">
      <PageHeading title="Choose a new password" lead="All devices will be signed out." />
      <AccountForm
        id="new-password"
        action={resetPasswordAction}
        next={`/reset/${token}`}
        fields={[
          {
            name: 'password',
            label: 'New password',
            type: 'password',
            autoComplete: 'new-password',
            hint: 'At least 10 characters. A few random words are easy to remember and hard to guess.',
          },
        ]}
        submit="Save password"
        pending="Saving…"
      />
    </div>
  )
}

export default withDatabase(ResetPage)
