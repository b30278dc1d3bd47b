import type { Metadata } from 'next'
import { PolicyPage } from '@/app/(site)/_policies/policy-page'
import { terms } from '@/app/(site)/terms/terms'
import { company } from '@/lib/brand/company'
import { env } from '@/lib/env'
import { policies } from '@/lib/policies/policies'

const { path, title } = policies[0]

export const metadata: Metadata = { title, alternates: { canonical: path } }

export default function TermsPage() {
  const { ORDER_DAYS, MEMBERSHIP_GRACE_HOURS } = env()
  return (
    <PolicyPage
      title={title}
      lead="What you and we can rely on when you buy here."
      sections={terms(company(), { orderDays: ORDER_DAYS, graceHours: MEMBERSHIP_GRACE_HOURS })}
    />
  )
}
