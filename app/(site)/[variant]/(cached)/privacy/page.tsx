import { PolicyPage, policyMetadata } from '@/app/(site)/_policies/policy-page'
import { policies } from '@/lib/policies/policies'

const policy = policies[1]

export const metadata = policyMetadata(policy)

export default function PrivacyPage() {
  return <PolicyPage policy={policy} />
}
