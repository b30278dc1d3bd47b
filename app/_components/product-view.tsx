import type { ReactNode } from 'react'
import { FormattedText } from '@/app/_components/formatted-text'
import { Gallery } from '@/app/_components/gallery'
import { PageLink } from '@/app/_components/page-link'
import type { Product } from '@/lib/generated/prisma/client'
import type { Locale } from '@/lib/languages/locale'
import { policies } from '@/lib/policies/policies'
import type { Picture } from '@/lib/product-files/pictures'

const refunds = policies[2]

type Shown = Pick<Product, 'kind' | 'name' | 'summary' | 'description' | 'artwork' | 'artworkFileId'>

/** A product as its page shows it; `offer` is its price, and what there is to press. */
export function ProductView({
  locale,
  product,
  pictures,
  offer,
}: {
  locale: Locale
  product: Shown
  /** Those that it has beside its artwork. */
  pictures: readonly Picture[]
  offer: ReactNode
}) {
  const { t, path, words } = locale
  const kind = words.brand.kinds[product.kind]
  return (
    <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[1.25fr_1fr] lg:grid-rows-[auto_1fr]">
      <Gallery t={t} product={product} pictures={pictures} />
      <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <p className="text-muted">{kind.label}</p>
        <h1 className="mt-1 text-title">{product.name}</h1>
        <p className="mt-3 text-lead">{product.summary}</p>
        {offer}
        <dl className="mt-8 border-b border-line">
          <Fact title={t('product.contains')}>
            <ul className="list-['–_'] space-y-1 pl-4">
              {Object.values(kind.contains).map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </Fact>
          <Fact title={t('product.delivery')}>{kind.delivery}</Fact>
          <Fact title={t('product.refunds')}>
            {kind.refund}{' '}
            <PageLink href={path(refunds.path)} className="link">
              {t(`policies.${refunds.name}.title`)}
            </PageLink>
          </Fact>
        </dl>
      </div>
      <section aria-labelledby="detail">
        <h2 id="detail" className="text-heading">
          {t('product.description')}
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
