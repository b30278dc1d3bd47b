'use client'

import { Button, ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export default function SiteError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <div className="space-y-8" role="alert">
      <PageHeading
        title="This page could not be loaded"
        lead="Something failed on our side. Try again in a moment; a payment that you have made is not lost. If it keeps failing, write to us and give the reference."
      />
      {error.digest && (
        <p>
          Reference: <span className="font-mono">{error.digest}</span>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>Try again</Button>
        <ButtonLink href="/contact" variant="secondary">
          Contact us
        </ButtonLink>
      </div>
    </div>
  )
}
