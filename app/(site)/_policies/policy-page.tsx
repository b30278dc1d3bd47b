import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { policyTexts } from '@/app/(site)/_policies/versions'
import { brand } from '@/lib/brand/brand'
import { company } from '@/lib/brand/company'
import { english } from '@/lib/languages/locale'
import {
  isPolicyVersion,
  type Policy,
  type PolicyVersion,
  policies,
  policyVersion,
  policyVersions,
  versionPath,
} from '@/lib/policies/policies'
import { foundMetadata, unlisted } from '@/lib/storefront/found'

/** A policy with its date and a list of contents: the version of an address, without one the newest. */
export function PolicyPage({ policy, version = policyVersion }: { policy: Policy; version?: string }) {
  if (!isPolicyVersion(version)) notFound()
  const pathOf = (name: Policy['name']) => {
    const other = policies.find((candidate) => candidate.name === name) ?? policy
    return version === policyVersion ? other.path : versionPath(other, version)
  }
  const sections = policyTexts[version][policy.name]({ company: company(), pathOf })
  return (
    <article>
      <PageHeading
        above={
          <>
            Last updated <VersionDay version={version} />
          </>
        }
        title={policy.title}
        lead={policy.summary}
      />
      {version !== policyVersion && (
        <Notice kind="caution" title="This is an earlier version" className="mt-8 max-w-3xl">
          <p>
            It applies to the orders for which it was accepted. New orders are placed under the{' '}
            <PageLink href={policy.path} className="link">
              current version
            </PageLink>
            .
          </p>
        </Notice>
      )}
      <div className="mt-10 grid gap-x-16 gap-y-8 lg:grid-cols-[16rem_1fr]">
        <nav aria-label="Contents" className="self-start border-y border-line py-4 lg:sticky lg:top-8">
          <ol className="list-decimal space-y-1 pl-6 marker:text-muted">
            {sections.map((section) => (
              <li key={section.id}>
                <a href={`#${section.id}`} className="decoration-accent underline-offset-4 hover:underline">
                  {section.title}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <div className="prose">
          {sections.map((section) => (
            <section key={section.id} aria-labelledby={section.id} className="[&:first-child>h2]:mt-0">
              <h2 id={section.id}>{section.title}</h2>
              {section.body}
            </section>
          ))}
        </div>
      </div>
      {version === policyVersion && <EarlierVersions policy={policy} />}
    </article>
  )
}

function EarlierVersions({ policy }: { policy: Policy }) {
  const earlier = policyVersions.filter((version) => version !== policyVersion)
  if (earlier.length === 0) return null
  return (
    <section aria-labelledby="earlier-versions" className="mt-14 border-t border-line pt-8">
      <h2 id="earlier-versions" className="text-heading">
        Earlier versions
      </h2>
      <ul className="mt-3">
        {earlier.map((version) => (
          <li key={version}>
            <PageLink href={versionPath(policy, version)} className="link inline-block py-1">
              <VersionDay version={version} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The day of a version, as people read it. */
export function VersionDay({ version }: { version: PolicyVersion }) {
  return <time dateTime={version}>{english.date(new Date(version))}</time>
}

/** The metadata of a policy's page. Earlier versions are left out of search engines. */
export function policyMetadata({ path, title }: Policy, version: string = policyVersion): Metadata {
  if (!isPolicyVersion(version)) notFound()
  if (version === policyVersion)
    return foundMetadata(english, { path, title, description: `${title} of ${brand.name}.` })
  return { title: `${title}, ${english.date(new Date(version))}`, ...unlisted }
}
