import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { EditForm } from '@/app/(admin)/admin/products/edit-form'
import { productFields } from '@/app/(admin)/admin/products/product-fields'
import { createProductAction } from '@/lib/catalog/actions'
import { emptyForm, isKind } from '@/lib/catalog/form'
import { kinds } from '@/lib/catalog/kinds'
import { shippedFiles } from '@/lib/catalog/shipped-files'
import type { ProductKind } from '@/lib/generated/prisma/enums'

export const metadata: Metadata = { title: 'New product' }

const path = '/admin/products/new'

const deliveries: Record<ProductKind, string> = {
  DOWNLOAD: 'A file that the buyer downloads.',
  LICENCE: 'A key, made by the shop or taken from a list of yours.',
  CREDITS: 'Credits in the buyer’s account.',
  MEMBERSHIP: 'All downloads, for as long as it is paid for. It renews itself.',
}

export default adminPage('ADMIN', path, async ({ query }) => {
  const { kind } = query
  if (!isKind(kind)) {
    return (
      <>
        <PageHeading title="New product" lead="What does it deliver?" />
        <ul className="divide-y divide-line border-y border-line">
          {(Object.keys(kinds) as ProductKind[]).map((each) => (
            <li key={each} className="py-3">
              <PageLink href={`${path}?kind=${each}`} className="link font-semibold">
                {kinds[each].label}
              </PageLink>
              <p className="text-muted">{deliveries[each]}</p>
            </li>
          ))}
        </ul>
      </>
    )
  }
  return (
    <>
      <PageHeading title="New product" above={<PageLink href={path}>Another kind</PageLink>} />
      <p>
        Kind: <strong>{kinds[kind].label}</strong>
      </p>
      <EditForm
        action={createProductAction}
        hidden={{ back: `${path}?kind=${kind}`, kind }}
        start={emptyForm(kind)}
        fields={productFields(kind, await shippedFiles())}
        submit="Create"
        preview="/admin/products/new/preview"
      />
    </>
  )
})
