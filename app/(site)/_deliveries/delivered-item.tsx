import type { JSX } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { PageLink } from '@/app/_components/page-link'
import { CopyButton } from '@/app/(site)/_deliveries/copy-button'
import { downloadLink } from '@/lib/deliveries/download-link'
import type { Product } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'

type DeliveredProduct = Pick<Product, 'artwork' | 'artworkFileId' | 'sheetFileId'>

interface Item {
  delivery: { id: string; kind: ProductKind; licenceKey: string | null; credits: number }
  line: { name: string; product: DeliveredProduct }
}

/** Something a buyer has, with what it takes to use it. */
export function DeliveredItem({ delivery, line }: Item) {
  return (
    <article className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <Artwork of={line.product} className="w-24! shrink-0" />
      <div className="min-w-0 grow basis-56 lg:max-w-md">
        <h3 className="font-semibold">{line.name}</h3>
        <Details delivery={delivery} isOwnSheet={line.product.sheetFileId === null} />
      </div>
      {delivery.kind === 'DOWNLOAD' && (
        <ButtonLink href={downloadLink(delivery.id)} variant="secondary" download className="print:hidden">
          <span>
            Download<span className="sr-only"> {line.name}</span>
            {line.product.sheetFileId === null && ' (PDF)'}
          </span>
        </ButtonLink>
      )}
    </article>
  )
}

// The return type makes the type checker ask for every kind.
function Details({ delivery, isOwnSheet }: Pick<Item, 'delivery'> & { isOwnSheet: boolean }): JSX.Element {
  switch (delivery.kind) {
    case 'LICENCE':
      return (
        <p>
          Licence key <code className="select-all font-mono">{delivery.licenceKey}</code>{' '}
          {delivery.licenceKey && <CopyButton text={delivery.licenceKey} of="the licence key" />}
        </p>
      )
    case 'DOWNLOAD':
      return <p className="text-muted">{isOwnSheet ? 'A printable sheet, A4' : 'A file to download'}</p>
    case 'CREDITS':
      return (
        <p>
          {delivery.credits} credits, added to{' '}
          <PageLink href="/account/library" className="link">
            your balance
          </PageLink>
        </p>
      )
    case 'MEMBERSHIP':
      return (
        <p>
          See when it is paid until, its next charge and how to cancel:{' '}
          <PageLink href="/account/memberships" className="link">
            your memberships
          </PageLink>
        </p>
      )
  }
}
