import type { Metadata } from 'next'
import { PolicyPage, policyMetadata } from '@/app/(site)/_policies/policy-page'
import { pageLocale } from '@/lib/languages/page-locale'
import { policies } from '@/lib/policies/policies'

const policy = policies[1]

type Props = { params: Promise<{ version: string }> }

// Made at the first request for each.
export function generateStaticParams() {
  return []
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return policyMetadata(await pageLocale(), policy, (await params).version)
}

export default async function PrivacyVersionPage({ params }: Props) {
  return <PolicyPage locale={await pageLocale()} policy={policy} version={(await params).version} />
}
