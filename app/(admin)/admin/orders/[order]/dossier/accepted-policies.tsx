import { policyTexts } from '@/app/(site)/_policies/versions'
import { company } from '@/lib/brand/company'
import { isPolicyVersion, policies, versionPath } from '@/lib/policies/policies'

/** The text of the policies in the version that a buyer accepted. */
export function AcceptedPolicies({ version }: { version: string }) {
  if (!isPolicyVersion(version)) {
    return (
      <p>The shop keeps no text of the policies of {version}; the sentence above is what was accepted.</p>
    )
  }
  const pathOf = (name: string) =>
    versionPath(policies.find((policy) => policy.name === name) ?? policies[0], version)
  return policies.map(({ name, path, title }) => (
    <section key={path} className="prose">
      <h3 className="text-heading">
        {title}, version of {version}
      </h3>
      {policyTexts[version][name]({ company: company(), pathOf }).map((section) => (
        <section key={section.id}>
          <h4 className="mt-6 font-semibold">{section.title}</h4>
          {section.body}
        </section>
      ))}
    </section>
  ))
}
