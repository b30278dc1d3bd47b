import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { withDatabase } from '@/app/_components/with-database'
import { CodeForm } from '@/app/(site)/[variant]/(live)/login/code/code-form'
import { requireUser } from '@/lib/accounts/session'
import { ownPath } from '@/lib/http/own-path'

export const metadata: Metadata = { title: 'Enter your code', robots: { index: false } }

async function CodePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const next = ownPath((await searchParams).next, '/admin')
  const user = await requireUser(`/login/code?next=${encodeURIComponent(next)}`)
  if (!user.isSecondFactorDue) redirect(next)
  return (
    <div className="space-y-8">
      <PageHeading
        title="Enter your code"
        lead="The back office asks for a code from your authenticator, once in each session."
      />
      <CodeForm next={next} />
      <p className="max-w-2xl text-muted">
        Lost your authenticator? Ask another admin to turn off two-factor authentication. The{' '}
        <PageLink href="/account" className="link">
          rest of your account
        </PageLink>{' '}
        needs no code.
      </p>
    </div>
  )
}

export default withDatabase(CodePage)
