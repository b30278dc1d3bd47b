import { PolicyBody } from '@/app/(site)/_policies/policy-body'
import { company } from '@/lib/brand/company'
import { languageOf } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { isPolicyVersion, type Policy, policies, versionPath } from '@/lib/policies/policies'
import { textsIn } from '@/lib/policies/versions'

/** The text of the policies in the version, and the language, in which a buyer accepted them. */
export function AcceptedPolicies({ version, language: read }: { version: string; language: string }) {
  if (!isPolicyVersion(version)) {
    return (
      <p>The shop keeps no text of the policies of {version}; the sentence above is what was accepted.</p>
    )
  }
  const { texts, language } = textsIn(version, languageOf(read).name)
  const { path, tag } = localeOf(language)
  const pathOf = (to: Policy | string) => path(typeof to === 'string' ? to : versionPath(to, version))
  return policies.map(({ name, title }) => (
    <section key={name} className="prose">
      <h3 className="text-heading">
        {title}, version of {version}
      </h3>
      {texts[name].map((section) => (
        <section key={section.id} lang={tag}>
          <h4 className="mt-6 font-semibold">{section.title}</h4>
          <PolicyBody section={section} context={{ company: company(), pathOf }} />
        </section>
      ))}
    </section>
  ))
}
