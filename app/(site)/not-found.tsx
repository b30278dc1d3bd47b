import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export default function NotFound() {
  return (
    <div className="space-y-8">
      <PageHeading
        above="404"
        title="There is no such page"
        lead="The address may be mistyped, or what was here has gone. Orders and downloads open only for the account that they belong to."
      />
      <ButtonLink href="/">See the models</ButtonLink>
    </div>
  )
}
