import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export default function NotFound() {
  return (
    <div className="space-y-8">
      <PageHeading
        above="404"
        title="Page not found"
        lead="The address may be mistyped, or you may not have access to this page."
      />
      <ButtonLink href="/admin">Go to Today</ButtonLink>
    </div>
  )
}
