import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export default function NotFound() {
  return (
    <div className="space-y-8">
      <PageHeading
        above="404"
        title="Page not found"
        lead="The address may be mistyped, or the page may have been removed. Orders and downloads can only be opened by the account they belong to."
      />
      <ButtonLink href="/">Browse models</ButtonLink>
    </div>
  )
}
