import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { requestResetAction } from '@/lib/password-reset/actions'

export const metadata: Metadata = { title: 'Reset your password', robots: { index: false } }

async function ResetRequestPage() {
  return (
    <div className="space-y-8">
      <PageHeading
        title="Reset your password"
        lead="Enter the e-mail address of your account. We will send you a link to choose a new password."
      />
      <AccountForm
        id="reset"
        action={requestResetAction}
        fields={[{ name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'username' }]}
        submit="Send the link"
        pending="Sending…"
        done="If there is an account with this address, the link is on its way. It works once, for 30 minutes. Check your spam folder too."
      />
      <p>
        Remembered it?{' '}
        <PageLink href="/login" className="link">
          Sign in
        </PageLink>
      </p>
    </div>
  )
}

export default withDatabase(ResetRequestPage)
