import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { FileSection } from '@/app/(admin)/admin/products/[id]/file-section'
import { KeySection } from '@/app/(admin)/admin/products/[id]/key-section'
import { PictureSection } from '@/app/(admin)/admin/products/[id]/picture-section'
import { PriceSection } from '@/app/(admin)/admin/products/[id]/price-section'
import { EditForm } from '@/app/(admin)/admin/products/edit-form'
import { productFields } from '@/app/(admin)/admin/products/product-fields'
import { editProductAction, setForSaleAction } from '@/lib/catalog/actions'
import { findProduct, isSold } from '@/lib/catalog/data'
import { currenciesAsked, formOf, isKind } from '@/lib/catalog/form'
import { versionOf } from '@/lib/catalog/mutations'
import { shippedFiles } from '@/lib/catalog/shipped-files'
import type { ProductPrice } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { english } from '@/lib/languages/locale'
import { listPictures } from '@/lib/product-files/pictures'

export const metadata: Metadata = { title: 'Product' }

const prices: Column<ProductPrice>[] = [
  { title: 'Since', cell: ({ since }) => <Time at={since} /> },
  {
    title: 'Price',
    cell: ({ amount, currency }) =>
      amount === null ? (
        `No longer sold in ${currency}`
      ) : (
        <Price locale={english} money={{ amount, currency }} />
      ),
  },
  {
    title: 'Trial',
    cell: ({ trialAmount, currency }) =>
      trialAmount === null ? 'None' : <Price locale={english} money={{ amount: trialAmount, currency }} />,
  },
]

export default adminPage(
  'ADMIN',
  ({ id = '' }) => `/admin/products/${encodeURIComponent(id)}`,
  async ({ params: { id = '' }, query }) => {
    const product = await findProduct(id)
    if (!product) notFound()
    const path = `/admin/products/${product.id}`
    const sold = await isSold(product.id)
    const start = formOf(product)
    const kind = !sold && isKind(query.kind) ? query.kind : product.kind
    return (
      <>
        <div className="flex flex-wrap items-end justify-between gap-4">
          <PageHeading
            title={product.name}
            above={
              <>
                <PageLink href="/admin/products" className="link">
                  Products
                </PageLink>{' '}
                {product.active ? <Tag kind="positive">For sale</Tag> : <Tag kind="info">Retired</Tag>}
              </>
            }
            lead="Changes appear in the shop within a second."
          />
          <div className="flex flex-wrap items-center gap-3">
            <ButtonLink href={`/products/${product.slug}`} variant="secondary">
              View in shop
            </ButtonLink>
            <ButtonLink href={`${path}/preview`} variant="secondary">
              Preview as saved
            </ButtonLink>
            <ActForm
              action={setForSaleAction}
              back={path}
              submit={product.active ? 'Retire' : 'Put on sale'}
              pending="One moment…"
              fields={{ id: product.id, to: product.active ? 'retired' : 'sale' }}
              isQuiet={product.active}
            />
          </div>
        </div>
        <Section id="details" title="Details" aside={!sold && <KindChoice path={path} kind={kind} />}>
          {sold && (
            <p className="text-muted">
              This product has been ordered, so its kind can’t be changed. Existing orders keep their prices.
            </p>
          )}
          <p>
            Kind: <strong>{english.t(`brand.kinds.${kind}.label`)}</strong>
          </p>
          <EditForm
            key={kind}
            action={editProductAction}
            hidden={{ back: kind === product.kind ? path : `${path}?kind=${kind}`, id: product.id, kind }}
            version={versionOf(product)}
            start={start}
            fields={productFields(kind, await shippedFiles(), currenciesAsked(start))}
            submit="Save"
            preview={`${path}/preview`}
          />
        </Section>
        <FileSection purpose="ARTWORK" product={product} file={product.artworkFile} />
        <PictureSection productId={product.id} pictures={await listPictures(product.id)} />
        {product.kind === 'DOWNLOAD' && (
          <FileSection purpose="DOWNLOAD" product={product} file={product.sheetFile} />
        )}
        {product.kind === 'LICENCE' && <KeySection product={product} />}
        {product.kind === 'MEMBERSHIP' && <PriceSection product={product} />}
        <Section id="prices" title="Price history">
          <DataTable
            caption="Prices, newest first"
            columns={product.kind === 'MEMBERSHIP' ? prices : prices.slice(0, 2)}
            rows={product.formerPrices}
            keyOf={({ id }) => String(id)}
            empty="No prices recorded."
          />
        </Section>
      </>
    )
  },
)

/** The ways to the form as another kind asks for it. */
function KindChoice({ path, kind }: { path: string; kind: ProductKind }) {
  const others = (Object.keys(english.words.brand.kinds) as ProductKind[]).filter((each) => each !== kind)
  return (
    <p className="text-muted">
      Change to:{' '}
      {others.map((each) => (
        <PageLink
          key={each}
          href={`${path}?kind=${each}`}
          className="link mr-3 inline-flex min-h-11 items-center"
        >
          {english.t(`brand.kinds.${each}.label`)}
        </PageLink>
      ))}
    </p>
  )
}
