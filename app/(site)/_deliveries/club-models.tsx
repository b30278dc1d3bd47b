import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { PageLink } from '@/app/_components/page-link'
import type { Product } from '@/lib/generated/prisma/client'

/** Every model of the shop, for members to download. */
export function ClubModels({ models }: { models: Product[] }) {
  return (
    <section aria-labelledby="club" className="space-y-4">
      <h2 id="club" className="text-heading">
        Club models
      </h2>
      <p className="text-muted">
        Available to download while you are a member.{' '}
        <PageLink href="/account/memberships" className="link">
          Your memberships
        </PageLink>
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {models.map(({ id, name, sheetFileId, ...product }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-3 py-4">
            <Artwork of={product} className="w-20! shrink-0" />
            <h3 className="min-w-0 grow basis-40 font-semibold lg:max-w-md">{name}</h3>
            <ButtonLink href={`/api/club/${id}`} variant="secondary" download>
              <span>
                Download<span className="sr-only"> {name}</span>
                {sheetFileId === null && ' (PDF)'}
              </span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
