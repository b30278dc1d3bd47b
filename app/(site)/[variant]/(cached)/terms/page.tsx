import type { Metadata } from 'next'
import { PolicyPage, policyMetadata } from '@/app/(site)/_policies/policy-page'
import { pageLocale } from '@/lib/languages/page-locale'
import { policies } from '@/lib/policies/policies'

const policy = policies[0]

export async function generateMetadata(): Promise<Metadata> {
  return policyMetadata(await pageLocale(), policy)
}

export default async function TermsPage() {
  return <PolicyPage locale={await pageLocale()} policy={policy} />
}
