import { answerPicture, pictureLocale } from '@/app/artwork/share/draw'
import { brand } from '@/lib/brand/brand'
import { productsForSale } from '@/lib/catalog/data'
import { orUnavailable } from '@/lib/http/unavailable'

export const dynamic = 'force-dynamic'

/** The picture of a link to the home page. */
async function answer(request: Request): Promise<Response> {
  const [first] = await productsForSale()
  const { artwork = brand.mark, artworkFileId = null } = first ?? {}
  const locale = pictureLocale(request)
  const { t } = locale
  const texts = { title: t('brand.tagline'), text: t('brand.description') }
  return answerPicture(request, locale, '', { ...texts, artwork, artworkFileId })
}

export const GET = orUnavailable(answer)
