import { company } from '@/lib/brand/company'
import type { TermsAcceptance } from '@/lib/generated/prisma/client'
import { languageOf } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import type { Attachment } from '@/lib/mail/letter'
import { isPolicyVersion, type Policy, policies, versionPath } from '@/lib/policies/policies'
import { plainText } from '@/lib/policies/text'
import { textsIn } from '@/lib/policies/versions'

/** What becomes part of the contract. The privacy policy is no part of it, and so not attached. */
const agreed = policies.filter(({ name }) => name !== 'privacy')

/**
 * What a buyer agreed to, as a text file to keep: the words next to the checkbox, and the terms and the policy on refunds and
 * withdrawal, in the version and the language that were accepted. Undefined where the shop keeps no text of that version.
 */
export function agreementFile(acceptance: TermsAcceptance, shopUrl: string): Attachment | undefined {
  const { policyVersion: version, orderId, wording, acceptedAt } = acceptance
  if (!isPolicyVersion(version)) return undefined
  const { texts, language } = textsIn(version, languageOf(acceptance.language).name)
  const { t, date, path } = localeOf(language)
  const { name, registration, address, email, phone } = company()
  const addressOf = (to: Policy | string) =>
    `${shopUrl}${path(typeof to === 'string' ? to : versionPath(to, version))}`
  const context = { company: [name, registration, address, email, phone], addressOf }
  const parts = [
    t('mail.agreement.order', { order: orderId }),
    t('mail.agreement.accepted', { day: date(acceptedAt), version: date(new Date(version)) }),
    wording,
    ...agreed.map((policy) => plainText(t(`policies.${policy.name}.title`), texts[policy.name], context)),
  ]
  return { filename: t('mail.agreement.file', { version }), content: `${parts.join('\n\n')}\n` }
}
