import { Notice } from '@/app/_components/notice'
import { linkTo } from '@/app/_components/rich'
import type { OwnedItem } from '@/lib/deliveries/data'
import type { Locale } from '@/lib/languages/locale'

/** Tells a buyer that they already own something. It can still be bought again. */
export function OwnedAlready({ locale, items }: { locale: Locale; items: OwnedItem[] }) {
  if (items.length === 0) return null
  const { t } = locale
  const names = items.map(({ name }) => t('product.owned.name', { product: name })).join(', ')
  const library = linkTo(locale, '/account/library')
  return (
    <Notice title={t('product.owned.title')}>
      <p>
        {t.rich('product.owned.lead', { names, count: items.length, library })}{' '}
        {items.some(({ kind }) => kind === 'LICENCE') ? t('product.owned.licence') : t('product.owned.again')}
      </p>
    </Notice>
  )
}
