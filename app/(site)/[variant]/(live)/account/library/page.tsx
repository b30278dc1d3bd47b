import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { LibraryHint } from '@/app/_components/library-hint'
import { PageHeading } from '@/app/_components/page-heading'
import { withDatabase } from '@/app/_components/with-database'
import { ClubModels } from '@/app/(site)/_deliveries/club-models'
import { DeliveredItem } from '@/app/(site)/_deliveries/delivered-item'
import { requireUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import {
  creditBalance,
  type LibraryItem,
  listClubModels,
  listCreditSpends,
  listLibrary,
} from '@/lib/deliveries/data'
import { libraryForDocument } from '@/lib/hints/cookie'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('library.title'), robots: { index: false } }
}

const slugOf = (item: LibraryItem) => item.orderLine.product.slug

async function LibraryPage() {
  const user = await requireUser('/account/library')
  const locale = await pageLocale()
  const { t } = locale
  const [items, credits, spends, club] = await Promise.all([
    listLibrary(user.uid),
    creditBalance(user.uid),
    listCreditSpends(user.uid),
    shopTime().then((now) => listClubModels(user.uid, now)),
  ])
  const slugs = items.map(slugOf)
  return (
    <div className="space-y-8">
      <LibraryHint {...libraryForDocument()} slugs={slugs} isAll />
      <PageHeading title={t('library.title')} lead={t('library.lead')} />
      <p>
        {t.rich('brand.library.credits', {
          credits,
          strong: (text) => <strong className="tabular-nums">{text}</strong>,
        })}
      </p>
      {spends.length > 0 && (
        <details>
          <summary className="link">{t('library.spent')}</summary>
          <ul className="mt-2">
            {spends.map((spend) => (
              <li key={spend.id}>
                {t('library.spend', {
                  date: locale.shortDate(spend.createdAt),
                  purpose: spend.purpose,
                  credits: spend.credits,
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {items.length + club.length === 0 && (
        <div className="space-y-4">
          <p>{t('library.empty')}</p>
          <ButtonLink href={locale.path('/')}>{t('brand.browse')}</ButtonLink>
        </div>
      )}
      {items.length > 0 && (
        <section aria-labelledby="bought" className="space-y-4">
          <h2 id="bought" className="text-heading">
            {t('library.purchases')}
          </h2>
          <ul className="divide-y divide-line border-y border-line">
            {items.map((item, index) => (
              <li
                key={item.id}
                // The newest of several is where a product's page leads.
                id={slugs.indexOf(slugOf(item)) === index ? `item-${slugOf(item)}` : undefined}
                className="py-5"
              >
                <DeliveredItem delivery={item} line={item.orderLine} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {club.length > 0 && <ClubModels locale={locale} models={club} />}
    </div>
  )
}

export default withDatabase(LibraryPage)
