import type { PolicyText } from '@/app/(site)/_policies/policy-text'
import { privacy as privacyOfNovember22 } from '@/app/(site)/_policies/versions/2026-11-22/privacy'
import { refunds as refundsOfNovember22 } from '@/app/(site)/_policies/versions/2026-11-22/refunds'
import { terms as termsOfNovember22 } from '@/app/(site)/_policies/versions/2026-11-22/terms'
import { privacy as privacyOfNovember26 } from '@/app/(site)/_policies/versions/2026-11-26/privacy'
import { refunds as refundsOfNovember26 } from '@/app/(site)/_policies/versions/2026-11-26/refunds'
import { terms as termsOfNovember26 } from '@/app/(site)/_policies/versions/2026-11-26/terms'
import { privacy } from '@/app/(site)/_policies/versions/2026-11-27/privacy'
import { refunds } from '@/app/(site)/_policies/versions/2026-11-27/refunds'
import { terms } from '@/app/(site)/_policies/versions/2026-11-27/terms'
import type { Policy, PolicyVersion } from '@/lib/policies/policies'

/** The text of every version. */
export const policyTexts: Record<PolicyVersion, Record<Policy['name'], PolicyText>> = {
  '2026-11-27': { terms, privacy, refunds },
  '2026-11-26': {
    terms: termsOfNovember26,
    privacy: privacyOfNovember26,
    refunds: refundsOfNovember26,
  },
  '2026-11-22': {
    terms: termsOfNovember22,
    privacy: privacyOfNovember22,
    refunds: refundsOfNovember22,
  },
}
