import type { ReactNode } from 'react'
import { PageHeading } from '@/app/_components/page-heading'
import { policyVersion } from '@/lib/policies/policies'

/** One part of a policy. */
export type Section = { id: string; title: string; body: ReactNode }

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A policy with its date and a list of contents. */
export function PolicyPage({ title, lead, sections }: { title: string; lead: string; sections: Section[] }) {
  return (
    <article>
      <PageHeading
        above={
          <>
            Version of <time dateTime={policyVersion}>{day.format(new Date(policyVersion))}</time>
          </>
        }
        title={title}
        lead={lead}
      />
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
    </article>
  )
}
