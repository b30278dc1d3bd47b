import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { confirmEmailAction } from '@/lib/email-confirmation/actions'
import { findConfirmation } from '@/lib/email-confirmation/data'
import { confirmationTokenSchema } from '@/lib/email-confirmation/schema'

export const metadata: Metadata = {
  title: 'Confirm your address',
  robots: { index: false },
  // The address is the key.
  referrer: 'no-referrer',
}

async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const token = confirmationTokenSchema.safeParse((await params).token).data
  const email = token && (await findConfirmation(token))
  if (!token || !email) {
    return (
      <PageHeading
        title="This link doesn’t work"
        lead={
          <>
            It has already been used or has expired. You can have another sent from{' '}
            <PageLink href="/account" className="link">
              your account
            </PageLink>
            .
          </>
        }
      />
    )
  }
  return (
    <div className="space-y-8">
      <PageHeading
        title="Confirm your address"
        lead={
          <>
            Is <span className="break-all">{email}</span> your e-mail address?
          </>
        }
      />
      <form action={confirmEmailAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton pendingText="One moment…">Yes, confirm</SubmitButton>
      </form>
    </div>
  )
}

export default withDatabase(ConfirmPage)
