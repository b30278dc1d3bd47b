import { type Language, languages } from '@/lib/languages/languages.mjs'
import type { PolicyVersion } from '@/lib/policies/policies'
import type { PolicyTexts } from '@/lib/policies/text'
import { privacy as privacyOfNovember22 } from '@/lib/policies/versions/2026-11-22/en/privacy'
import { refunds as refundsOfNovember22 } from '@/lib/policies/versions/2026-11-22/en/refunds'
import { terms as termsOfNovember22 } from '@/lib/policies/versions/2026-11-22/en/terms'
import { privacy as privacyOfNovember26 } from '@/lib/policies/versions/2026-11-26/en/privacy'
import { refunds as refundsOfNovember26 } from '@/lib/policies/versions/2026-11-26/en/refunds'
import { terms as termsOfNovember26 } from '@/lib/policies/versions/2026-11-26/en/terms'
import { privacy as privacyOfNovember27 } from '@/lib/policies/versions/2026-11-27/en/privacy'
import { refunds as refundsOfNovember27 } from '@/lib/policies/versions/2026-11-27/en/refunds'
import { terms as termsOfNovember27 } from '@/lib/policies/versions/2026-11-27/en/terms'
import { privacy as datenschutz } from '@/lib/policies/versions/2026-11-28/de/privacy'
import { refunds as widerruf } from '@/lib/policies/versions/2026-11-28/de/refunds'
import { terms as agb } from '@/lib/policies/versions/2026-11-28/de/terms'
import { privacy } from '@/lib/policies/versions/2026-11-28/en/privacy'
import { refunds } from '@/lib/policies/versions/2026-11-28/en/refunds'
import { terms } from '@/lib/policies/versions/2026-11-28/en/terms'

/** The texts of a version, by language: all have the first. */
type VersionTexts = Record<(typeof languages)[0]['name'], PolicyTexts> &
  Partial<Record<Language, PolicyTexts>>

/** The texts of the version in force: in every language of the shop. */
const current: Record<Language, PolicyTexts> = {
  en: { terms, privacy, refunds },
  de: { terms: agb, privacy: datenschutz, refunds: widerruf },
}

/** The texts of every version, in each language in which it was released. */
export const policyTexts: Record<PolicyVersion, VersionTexts> = {
  '2026-11-28': current,
  '2026-11-27': {
    en: { terms: termsOfNovember27, privacy: privacyOfNovember27, refunds: refundsOfNovember27 },
  },
  '2026-11-26': {
    en: { terms: termsOfNovember26, privacy: privacyOfNovember26, refunds: refundsOfNovember26 },
  },
  '2026-11-22': {
    en: { terms: termsOfNovember22, privacy: privacyOfNovember22, refunds: refundsOfNovember22 },
  },
}

/** The texts of a version in a language; in the first one, if it was not released in that language. */
export function textsIn(
  version: PolicyVersion,
  language: Language,
): { texts: PolicyTexts; language: Language } {
  const [{ name: first }] = languages
  const texts = policyTexts[version][language]
  return texts ? { texts, language } : { texts: policyTexts[version][first], language: first }
}
