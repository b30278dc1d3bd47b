import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { linkTo } from '@/app/_components/rich'
import { PolicyBody, type PolicyContext } from '@/app/(site)/_policies/policy-body'
import { brand } from '@/lib/brand/brand'
import { company } from '@/lib/brand/company'
import { type Language, languageOf } from '@/lib/languages/languages.mjs'
import type { Locale } from '@/lib/languages/locale'
import {
  isPolicyVersion,
  type Policy,
  type PolicyVersion,
  policyVersion,
  policyVersions,
  versionPath,
} from '@/lib/policies/policies'
import type { Section } from '@/lib/policies/text'
import { textsIn } from '@/lib/policies/versions'
import { foundMetadata, unlisted } from '@/lib/storefront/found'

/** A policy with its date and a list of contents: the version of an address, without one the newest. */
export function PolicyPage({
  locale,
  policy,
  version = policyVersion,
}: {
  locale: Locale
  policy: Policy
  version?: string
}) {
  if (!isPolicyVersion(version)) notFound()
  const { t, path } = locale
  const { texts, language } = textsIn(version, locale.language)
  const pathOf = (to: Policy | string) => {
    if (typeof to === 'string') return path(to)
    return path(version === policyVersion ? to.path : versionPath(to, version))
  }
  return (
    <article>
      <PageHeading
        above={t.rich('policies.validFrom', {
          date: locale.date(new Date(version)),
          day: (date) => <time dateTime={version}>{date}</time>,
        })}
        title={t(`policies.${policy.name}.title`)}
        lead={t(`policies.${policy.name}.summary`)}
      />
      {version !== policyVersion && (
        <Notice kind="caution" title={t('policies.earlier.title')} className="mt-8 max-w-3xl">
          <p>{t.rich('policies.earlier.lead', { link: linkTo(locale, policy.path) })}</p>
          {language !== locale.language && <p>{t('policies.earlier.untranslated')}</p>}
        </Notice>
      )}
      <PolicySections
        locale={locale}
        sections={texts[policy.name]}
        language={language}
        context={{ company: company(), pathOf }}
      />
      {version === policyVersion && <EarlierVersions locale={locale} policy={policy} />}
    </article>
  )
}

/** The parts of a policy after their list, in the language that they are written in. */
function PolicySections({
  locale,
  sections,
  language,
  context,
}: {
  locale: Locale
  sections: readonly Section[]
  language: Language
  context: PolicyContext
}) {
  const lang = language === locale.language ? undefined : languageOf(language).tag
  return (
    <div className="mt-10 grid gap-x-16 gap-y-8 lg:grid-cols-[16rem_1fr]">
      <nav
        aria-label={locale.t('policies.contents')}
        className="self-start border-y border-line py-4 lg:sticky lg:top-8"
      >
        <ol lang={lang} className="list-decimal space-y-1 pl-6 marker:text-muted">
          {sections.map((section) => (
            <li key={section.id}>
              <a href={`#${section.id}`} className="decoration-accent underline-offset-4 hover:underline">
                {section.title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div lang={lang} className="prose">
        {sections.map((section) => (
          <section key={section.id} aria-labelledby={section.id} className="[&:first-child>h2]:mt-0">
            <h2 id={section.id}>{section.title}</h2>
            <PolicyBody section={section} context={context} />
          </section>
        ))}
      </div>
    </div>
  )
}

function EarlierVersions({ locale, policy }: { locale: Locale; policy: Policy }) {
  const earlier = policyVersions.filter((version) => version !== policyVersion)
  if (earlier.length === 0) return null
  return (
    <section aria-labelledby="earlier-versions" className="mt-14 border-t border-line pt-8">
      <h2 id="earlier-versions" className="text-heading">
        {locale.t('policies.earlier.all')}
      </h2>
      <ul className="mt-3">
        {earlier.map((version) => (
          <li key={version}>
            <PageLink href={locale.path(versionPath(policy, version))} className="link inline-block py-1">
              <VersionDay locale={locale} version={version} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The day of a version, as people read it. */
function VersionDay({ locale, version }: { locale: Locale; version: PolicyVersion }) {
  return <time dateTime={version}>{locale.date(new Date(version))}</time>
}

/** The metadata of a policy's page. Earlier versions are left out of search engines. */
export function policyMetadata(
  locale: Locale,
  { name, path }: Policy,
  version: string = policyVersion,
): Metadata {
  if (!isPolicyVersion(version)) notFound()
  const { t } = locale
  const title = t(`policies.${name}.title`)
  if (version !== policyVersion) return { title: `${title}, ${locale.date(new Date(version))}`, ...unlisted }
  return foundMetadata(locale, {
    path,
    title,
    description: t('policies.of', { policy: title, shop: brand.name }),
  })
}
