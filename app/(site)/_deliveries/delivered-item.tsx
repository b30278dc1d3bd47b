import type { JSX } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { hidden, linkTo } from '@/app/_components/rich'
import { CopyButton } from '@/app/(site)/_deliveries/copy-button'
import { downloadLink } from '@/lib/deliveries/download-link'
import type { Product } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import type { Locale } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'

type DeliveredProduct = Pick<Product, 'artwork' | 'artworkFileId' | 'sheetFileId'>

interface Item {
  delivery: { id: string; kind: ProductKind; licenceKey: string | null; credits: number }
  line: { name: string; product: DeliveredProduct }
}

/** Something a buyer has, with what it takes to use it. */
export async function DeliveredItem({ delivery, line }: Item) {
  const locale = await pageLocale()
  const isOwnSheet = line.product.sheetFileId === null
  return (
    <article className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <Artwork of={line.product} className="w-24! shrink-0" />
      <div className="min-w-0 grow basis-56 lg:max-w-md">
        <h3 className="font-semibold">{line.name}</h3>
        <Details locale={locale} delivery={delivery} isOwnSheet={isOwnSheet} />
      </div>
      {delivery.kind === 'DOWNLOAD' && (
        <ButtonLink href={downloadLink(delivery.id)} variant="secondary" download className="print:hidden">
          <span>
            {locale.t.rich(isOwnSheet ? 'library.downloadPdf' : 'library.download', {
              product: line.name,
              hidden,
            })}
          </span>
        </ButtonLink>
      )}
    </article>
  )
}

// The return type makes the type checker ask for every kind.
function Details({
  locale,
  delivery,
  isOwnSheet,
}: Pick<Item, 'delivery'> & { locale: Locale; isOwnSheet: boolean }): JSX.Element {
  const { t } = locale
  switch (delivery.kind) {
    case 'LICENCE':
      return (
        <p>
          {t.rich('library.key', {
            key: delivery.licenceKey ?? '',
            code: (key) => <code className="select-all font-mono">{key}</code>,
          })}{' '}
          {delivery.licenceKey && (
            <CopyButton
              text={delivery.licenceKey}
              label={t.rich('library.copyKey', { hidden })}
              copied={t('library.copied')}
            />
          )}
        </p>
      )
    case 'DOWNLOAD':
      return <p className="text-muted">{t(isOwnSheet ? 'brand.library.sheet' : 'library.file')}</p>
    case 'CREDITS':
      return (
        <p>
          {t.rich('library.credits', {
            credits: delivery.credits,
            link: linkTo(locale, '/account/library'),
          })}
        </p>
      )
    case 'MEMBERSHIP':
      return <p>{t.rich('library.membership', { link: linkTo(locale, '/account/memberships') })}</p>
  }
}
