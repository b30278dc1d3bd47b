import { answerFile } from '@/lib/http/file-answer'
import { orUnavailable } from '@/lib/http/unavailable'
import { findFile, readContent } from '@/lib/product-files/data'

/** An uploaded artwork. An id has one content for ever, so whoever has it need not ask again. */
async function answer(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const file = await findFile((await params).id, 'ARTWORK')
  if (!file) {
    return new Response('There is no such picture.', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  const content = () => readContent(file.id)
  return answerFile(
    request,
    { ...file, content },
    { as: 'shown', cache: 'public, max-age=31536000, immutable' },
  )
}

export const GET = orUnavailable(answer)
