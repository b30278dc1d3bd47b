import { ButtonLink, ReloadLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

/** Shown to an operator in place of a page that failed, with what to do next. */
export function AdminFailure({ reference }: { reference?: string }) {
  return (
    <div className="space-y-8" role="alert">
      <PageHeading
        title="This page could not be loaded"
        lead={
          reference
            ? `An error occurred. It is in the log, with the reference ${reference}.`
            : 'The database can’t be reached or is too slow. Reload the page in a moment.'
        }
      />
      <div className="flex flex-wrap gap-3">
        <ReloadLink>Try again</ReloadLink>
        <ButtonLink href="/admin" variant="secondary">
          Go to Today
        </ButtonLink>
      </div>
    </div>
  )
}
