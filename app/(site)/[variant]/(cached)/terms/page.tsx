import { PolicyPage, policyMetadata } from '@/app/(site)/_policies/policy-page'
import { policies } from '@/lib/policies/policies'

const policy = policies[0]

export const metadata = policyMetadata(policy)

export default function TermsPage() {
  return <PolicyPage policy={policy} />
}
