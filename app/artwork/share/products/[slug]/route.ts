import { answerPicture, pictureLocale } from '@/app/artwork/share/draw'
import { productBySlug } from '@/lib/catalog/data'
import { inLanguage } from '@/lib/catalog/texts'
import { orUnavailable } from '@/lib/http/unavailable'

/** The picture of a link to a product's page. */
async function answer(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const locale = pictureLocale(request)
  const product = await productBySlug((await params).slug)
  if (!product) {
    return new Response(locale.t('product.none'), {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  const { slug, name, summary, artwork, artworkFileId } = inLanguage(product, locale.language)
  return answerPicture(request, locale, slug, { title: name, text: summary, artwork, artworkFileId })
}

export const GET = orUnavailable(answer)
