import { knowsTag } from '@/lib/http/entity-tag'

interface Kept {
  contentType: string
  /** Plain: letters, digits, dashes and dots. */
  fileName: string
  /** SHA-256 of the content. */
  digest: string
  content: () => Promise<Buffer>
}

/**
 * Answers with a file, or with 304 when the asker has it already; then the content is not read.
 *
 * @param as `shown` in pages, or `saved` under its name
 */
export async function answerFile(
  request: Request,
  file: Kept,
  { as, cache }: { as: 'shown' | 'saved'; cache: string },
): Promise<Response> {
  const tag = `"${file.digest}"`
  const headers = { ETag: tag, 'Cache-Control': cache }
  if (knowsTag(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(await file.content()), {
    headers: {
      ...headers,
      'Content-Type': file.contentType,
      ...(as === 'saved' && { 'Content-Disposition': `attachment; filename="${file.fileName}"` }),
    },
  })
}
