import type { Metadata } from 'next'
import { PolicyPage } from '@/app/(site)/_policies/policy-page'
import { privacy } from '@/app/(site)/privacy/privacy'
import { company } from '@/lib/brand/company'
import { policies } from '@/lib/policies/policies'

const { path, title } = policies[1]

export const metadata: Metadata = { title, alternates: { canonical: path } }

export default function PrivacyPage() {
  return (
    <PolicyPage
      title={title}
      lead="Which data we hold about you, what for, and how long."
      sections={privacy(company())}
    />
  )
}
