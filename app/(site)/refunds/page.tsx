import type { Metadata } from 'next'
import { PolicyPage } from '@/app/(site)/_policies/policy-page'
import { refunds } from '@/app/(site)/refunds/refunds'
import { company } from '@/lib/brand/company'
import { policies } from '@/lib/policies/policies'

const { path, title } = policies[2]

export const metadata: Metadata = { title, alternates: { canonical: path } }

export default function RefundsPage() {
  return (
    <PolicyPage
      title={title}
      lead="How to get your money back, and how to end a membership."
      sections={refunds(company())}
    />
  )
}
