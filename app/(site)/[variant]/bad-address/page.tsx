import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Invalid address', robots: { index: false } }

// Shown, with status 400, for every address that can't be decoded (lib/http/entrance.ts).
export default function BadAddressPage() {
  return (
    <div className="space-y-8">
      <PageHeading
        above="400"
        title="This address is invalid"
        lead="It may be mistyped or incomplete. Check the link that brought you here, or browse our models."
      />
      <ButtonLink href="/">Browse models</ButtonLink>
    </div>
  )
}
