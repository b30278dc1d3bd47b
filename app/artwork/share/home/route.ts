import { answerPicture } from '@/app/artwork/share/draw'
import { brand } from '@/lib/brand/brand'
import { productsForSale } from '@/lib/catalog/data'
import { orUnavailable } from '@/lib/http/unavailable'

export const dynamic = 'force-dynamic'

/** The picture of a link to the home page. */
async function answer(request: Request): Promise<Response> {
  const [first] = await productsForSale()
  const { artwork = brand.mark, artworkFileId = null } = first ?? {}
  return answerPicture(request, '', { title: brand.tagline, text: brand.description, artwork, artworkFileId })
}

export const GET = orUnavailable(answer)
