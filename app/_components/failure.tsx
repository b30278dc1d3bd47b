import { ButtonLink, ReloadLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

/** Stands where a page could not be shown, with the ways on. */
export function Failure({ reference }: { reference?: string }) {
  return (
    <div className="space-y-8" role="alert">
      <PageHeading
        title="This page could not be loaded"
        lead={`Something failed on our side. Try again in a moment; a payment that you have made is not lost. If it keeps failing, write to us${reference ? ' and give the reference' : ''}.`}
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
          To the shop’s front page
        </ButtonLink>
      </div>
    </div>
  )
}
