import type { ReactNode } from 'react'
import { FormattedText } from '@/app/_components/formatted-text'
import { Gallery } from '@/app/_components/gallery'
import { PageLink } from '@/app/_components/page-link'
import { kinds } from '@/lib/catalog/kinds'
import type { Product } from '@/lib/generated/prisma/client'
import type { Picture } from '@/lib/product-files/pictures'

type Shown = Pick<Product, 'kind' | 'name' | 'summary' | 'description' | 'artwork' | 'artworkFileId'>

/** A product as its page shows it; `offer` is its price, and what there is to press. */
export function ProductView({
  product,
  pictures,
  offer,
}: {
  product: Shown
  /** Those that it has beside its artwork. */
  pictures: readonly Picture[]
  offer: ReactNode
}) {
  const kind = kinds[product.kind]
  return (
    <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[1.25fr_1fr] lg:grid-rows-[auto_1fr]">
      <Gallery product={product} pictures={pictures} />
      <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <p className="text-muted">{kind.label}</p>
        <h1 className="mt-1 text-title">{product.name}</h1>
        <p className="mt-3 text-lead">{product.summary}</p>
        {offer}
        <dl className="mt-8 border-b border-line">
          <Fact title="What you get">
            <ul className="list-['–_'] space-y-1 pl-4">
              {kind.contains.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </Fact>
          <Fact title="Delivery">{kind.delivery}</Fact>
          <Fact title="Refunds">
            {kind.refund}{' '}
            <PageLink href="/refunds" className="link">
              Refunds and cancellation
            </PageLink>
          </Fact>
        </dl>
      </div>
      <section aria-labelledby="detail">
        <h2 id="detail" className="text-heading">
          Description
        </h2>
        <div className="prose mt-4">
          <FormattedText text={product.description} />
        </div>
      </section>
    </div>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-t border-line py-4">
      <dt className="font-semibold">{title}</dt>
      <dd className="mt-1 text-muted">{children}</dd>
    </div>
  )
}
