import type { Metadata } from 'next'
import { Fragment } from 'react'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Tag } from '@/app/(admin)/_parts/tag'
import { MoveButton } from '@/app/(admin)/admin/products/move-button'
import { listProducts } from '@/lib/catalog/data'
import type { ListedProduct } from '@/lib/catalog/prices'
import { english } from '@/lib/languages/locale'
import { readStock, type Stock } from '@/lib/licence-keys/data'
import { interval } from '@/lib/plans/plan'

export const metadata: Metadata = { title: 'Products' }

const path = '/admin/products'

interface Row {
  product: ListedProduct
  stock: Stock | undefined
  above: string | undefined
  below: string | undefined
}

const columns: Column<Row>[] = [
  { title: 'Kind', cell: ({ product }) => english.t(`brand.kinds.${product.kind}.label`) },
  {
    title: 'Price',
    cell: ({ product }) => (
      <>
        {product.priceList.map((price, index) => (
          <Fragment key={price.currency}>
            {index > 0 && ' · '}
            <Price locale={english} money={price} />
          </Fragment>
        ))}{' '}
        {interval(english.t, product)}
      </>
    ),
  },
  {
    title: 'State',
    cell: ({ product }) =>
      product.active ? <Tag kind="positive">For sale</Tag> : <Tag kind="info">Retired</Tag>,
  },
  { title: 'Keys', cell: ({ product, stock }) => product.keysFromPool && stock && <StockTag {...stock} /> },
]

function StockTag({ unused, waiting }: Stock) {
  return (
    <>
      {unused > 0 ? `${unused} unused` : <Tag kind="critical">Sold out</Tag>}
      {waiting > 0 && ` ${waiting} paid ${waiting === 1 ? 'order waits' : 'orders wait'}`}
    </>
  )
}

const order: Column<Row> = {
  title: 'Position',
  cell: ({ product, above, below }) => (
    <span className="flex gap-2">
      {above !== undefined && <MoveButton product={product} beside={above} way="up" />}
      {below !== undefined && <MoveButton product={product} beside={below} way="down" />}
    </span>
  ),
}

export default adminPage('REVIEWER', path, async ({ operator }) => {
  const products = await listProducts()
  const stock = await readStock(products.filter(({ keysFromPool }) => keysFromPool).map(({ id }) => id))
  const rows = products.map((product, index) => ({
    product,
    stock: stock.get(product.id),
    above: products[index - 1]?.id,
    below: products[index + 1]?.id,
  }))
  const mayEdit = operator.role === 'ADMIN'
  const name: Column<Row> = {
    title: 'Name',
    cell: ({ product }) => (
      <PageLink href={mayEdit ? `${path}/${product.id}` : `/products/${product.slug}`} className="link">
        {product.name}
      </PageLink>
    ),
  }
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageHeading title="Products" />
        {mayEdit && <ButtonLink href={`${path}/new`}>New product</ButtonLink>}
      </div>
      <DataTable
        caption="Products, in shop order"
        columns={mayEdit ? [name, ...columns, order] : [name, ...columns]}
        rows={rows}
        keyOf={({ product }) => product.id}
        empty="No products yet. Products that you create appear here."
      />
    </>
  )
})
