import { Artwork } from '@/app/_components/artwork'
import type { Translate } from '@/lib/languages/locale'
import type { Picture } from '@/lib/product-files/pictures'

type Shown = { name: string; artwork: string; artworkFileId: string | null }

const frame = 'sheet p-6 [--corner:2.5rem] sm:p-12'

/**
 * A product's pictures: the artwork, and beside it the others, which are scrolled to by finger, by arrow keys, or by their
 * numbers. They need no script, and come only when they are near.
 */
export function Gallery({
  t,
  product,
  pictures,
}: {
  t: Translate
  product: Shown
  pictures: readonly Picture[]
}) {
  const { name } = product
  const count = pictures.length + 1
  if (count === 1) {
    return (
      <div className={`${frame} self-start`}>
        <Artwork of={product} alt={name} eager />
      </div>
    )
  }
  return (
    // Within a grid a box is as wide as all that it could be scrolled to.
    <div className="min-w-0 self-start">
      <section
        aria-label={t('product.pictures.of', { product: name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="flex snap-x snap-mandatory overflow-x-auto motion-safe:scroll-smooth"
      >
        <div id="picture-1" className={`${frame} w-full shrink-0 snap-center`}>
          <Artwork of={product} alt={name} eager />
        </div>
        {pictures.map(({ fileId, shows }, at) => (
          <div key={fileId} id={`picture-${at + 2}`} className={`${frame} w-full shrink-0 snap-center`}>
            <Artwork
              of={{ artwork: '', artworkFileId: fileId }}
              alt={
                shows
                  ? t('product.pictures.shows', { product: name, shown: shows })
                  : t('product.pictures.unnamed', { product: name, at: at + 2, count })
              }
            />
          </div>
        ))}
      </section>
      <nav aria-label={t('product.pictures.title')}>
        <ol className="mt-3 flex flex-wrap gap-2">
          {Array.from({ length: count }, (_, at) => at + 1).map((at) => (
            <li key={at}>
              <a
                href={`#picture-${at}`}
                className="inline-flex size-11 items-center justify-center rounded-control border border-edge tabular-nums hover:border-ink hover:bg-wash"
              >
                <span aria-hidden="true">{at}</span>
                <span className="sr-only">{t('product.pictures.at', { at, count })}</span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </div>
  )
}
