import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { hidden, linkTo } from '@/app/_components/rich'
import type { ListedProduct } from '@/lib/catalog/prices'
import { inLanguage } from '@/lib/catalog/texts'
import type { Locale } from '@/lib/languages/locale'

/** Every model of the shop, for members to download. */
export function ClubModels({ locale, models }: { locale: Locale; models: ListedProduct[] }) {
  const { t } = locale
  return (
    <section aria-labelledby="members" className="space-y-4">
      <h2 id="members" className="text-heading">
        {t('brand.library.club')}
      </h2>
      <p className="text-muted">
        {t.rich('library.member', { link: linkTo(locale, '/account/memberships') })}
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {models
          .map((model) => inLanguage(model, locale.language))
          .map(({ id, name, sheetFileId, ...product }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-3 py-4">
              <Artwork of={product} className="w-20! shrink-0" />
              <h3 className="min-w-0 grow basis-40 font-semibold lg:max-w-md">{name}</h3>
              <ButtonLink href={`/api/member-downloads/${id}`} variant="secondary" download>
                <span>
                  {t.rich(sheetFileId === null ? 'library.downloadPdf' : 'library.download', {
                    product: name,
                    hidden,
                  })}
                </span>
              </ButtonLink>
            </li>
          ))}
      </ul>
    </section>
  )
}
