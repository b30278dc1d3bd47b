import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'

export default function NotFound() {
  return (
    <div className="space-y-8">
      <PageHeading
        above="404"
        title="There is no such page"
        lead="The address may be mistyped, or what was here has gone. If you followed a link in an e-mail from us, sign in first and open it again."
      />
      <ButtonLink href="/">See the models</ButtonLink>
    </div>
  )
}
