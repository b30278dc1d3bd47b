import { privacy } from '@/app/(site)/privacy/privacy'
import { refunds } from '@/app/(site)/refunds/refunds'
import { terms } from '@/app/(site)/terms/terms'
import { company } from '@/lib/brand/company'
import { env } from '@/lib/env'
import { policies, policyVersion } from '@/lib/policies/policies'

/** The text of the policies in the version that a buyer accepted. */
export function AcceptedPolicies({ version }: { version: string }) {
  if (version !== policyVersion) {
    return (
      <p>The shop keeps no text of the policies of {version}; the sentence above is what was accepted.</p>
    )
  }
  const { ORDER_DAYS, MEMBERSHIP_GRACE_HOURS } = env()
  const texts = [
    terms(company(), { orderDays: ORDER_DAYS, graceHours: MEMBERSHIP_GRACE_HOURS }),
    privacy(company()),
    refunds(company()),
  ]
  return policies.map(({ path, title }, index) => (
    <section key={path} className="prose">
      <h3 className="text-heading">
        {title}, version of {version}
      </h3>
      {texts[index]?.map((section) => (
        <section key={section.id}>
          <h4 className="mt-6 font-semibold">{section.title}</h4>
          {section.body}
        </section>
      ))}
    </section>
  ))
}
