import { answerPicture } from '@/app/artwork/share/draw'
import { productBySlug } from '@/lib/catalog/data'
import { orUnavailable } from '@/lib/http/unavailable'

/** The picture of a link to a product's page. */
async function answer(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const product = await productBySlug((await params).slug)
  if (!product) {
    return new Response('There is no such product.', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  const { slug, name, summary, artwork, artworkFileId } = product
  return answerPicture(request, slug, { title: name, text: summary, artwork, artworkFileId })
}

export const GET = orUnavailable(answer)
