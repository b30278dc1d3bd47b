import { ButtonLink } from '@/app/_components/button'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { ListedProduct } from '@/lib/catalog/prices'
import { english } from '@/lib/languages/locale'
import { listPriceChanges } from '@/lib/price-changes/data'
import { changeState, runningKeepWords } from '@/lib/price-changes/words'

type Change = Awaited<ReturnType<typeof listPriceChanges>>[number]

const columns: Column<Change>[] = [
  { title: 'Announced', cell: ({ announcedAt }) => <Time at={announcedAt} /> },
  { title: 'By', cell: ({ announcedBy }) => <span className="break-all">{announcedBy}</span> },
  {
    title: 'New price',
    cell: ({ amount, currency }) => <Price locale={english} money={{ amount, currency }} />,
  },
  { title: 'From', cell: ({ effectiveAt }) => english.date(effectiveAt), isWords: true },
  { title: 'Messages', cell: ({ sent, queued }) => `${sent} of ${queued} sent` },
  { title: 'State', cell: (change) => changeState(change), isWords: true },
]

/** The announced prices of a membership, and the way to announce one or to withdraw it. */
export async function PriceSection({ product }: { product: Pick<ListedProduct, 'id' | 'priceList'> }) {
  const changes = await listPriceChanges(product.id)
  const open = changes.filter((change) => changeState(change) === 'Announced')
  const page = `/admin/products/${product.id}/price`
  return (
    <Section
      id="new-price"
      title="Announced prices"
      aside={open.map(({ id, currency }) => (
        <PageLink key={id} href={page} query={{ currency }} className="link not-first:ml-4">
          Withdraw the new {currency} price
        </PageLink>
      ))}
    >
      <p className="max-w-3xl text-muted">{runningKeepWords}</p>
      <DataTable
        caption="Announced prices, newest first"
        columns={columns}
        rows={changes}
        keyOf={({ id }) => id}
        empty="No price has been announced."
      />
      {open.length < product.priceList.length && (
        <ButtonLink href={page} variant="secondary">
          Announce a new price
        </ButtonLink>
      )}
    </Section>
  )
}
