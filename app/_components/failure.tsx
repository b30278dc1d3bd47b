import { ButtonLink, ReloadLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

/** Shown in place of a page that failed, with what to do next. */
export function Failure({ reference }: { reference?: string }) {
  return (
    <div className="space-y-8" role="alert">
      <PageHeading
        title="This page could not be loaded"
        lead={`Something went wrong on our side. Please try again in a moment. A payment you have made is not lost. If the problem persists, write to us${reference ? ' and quote the reference' : ''}.`}
      />
      {reference && (
        <p>
          Reference: <span className="font-mono">{reference}</span>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <ReloadLink>Try again</ReloadLink>
        <ButtonLink href="/contact" variant="secondary">
          Contact us
        </ButtonLink>
        <ButtonLink href="/" variant="quiet">
          Go to the home page
        </ButtonLink>
      </div>
    </div>
  )
}
