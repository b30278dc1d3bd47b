import { ButtonLink, ReloadLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { failures } from '@/lib/languages/failures'
import { addressIn, type Language } from '@/lib/languages/languages.mjs'

/** Shown in place of a page that failed, with what to do next. */
export function Failure({ language, reference }: { language: Language; reference?: string }) {
  const words = failures[language]
  return (
    <div className="space-y-8" role="alert">
      <PageHeading title={words.title} lead={words.lead} />
      {reference && (
        <p>
          {words.quote} <span className="font-mono">{reference}</span>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <ReloadLink>{words.again}</ReloadLink>
        <ButtonLink href={addressIn(language, '/contact')} variant="secondary">
          {words.contact}
        </ButtonLink>
        <ButtonLink href={addressIn(language, '/')} variant="quiet">
          {words.home}
        </ButtonLink>
      </div>
    </div>
  )
}
