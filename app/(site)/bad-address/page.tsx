import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export const metadata: Metadata = { title: 'Address can’t be read', robots: { index: false } }

// Shown, with status 400, in place of every address that can't be decoded (lib/http/entrance.ts).
export default function BadAddressPage() {
  return (
    <div className="space-y-8">
      <PageHeading
        above="400"
        title="This address can’t be read"
        lead="Something in it is mistyped or was lost on the way. Check the link that led here, or start from the models."
      />
      <ButtonLink href="/">See the models</ButtonLink>
    </div>
  )
}
