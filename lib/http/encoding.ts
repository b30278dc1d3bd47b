import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'

/** In which form a body is sent. */
export type Encoding = 'br' | 'gzip' | 'identity'

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

/** What is shorter is compressed at once: to hand it to another thread takes longer than that. */
const mostAtOnce = 128 * 1024
/** Next's own is 6, which takes half as long again for 4 % less. */
const quickLevel = 4

/** A body that is sent once, in a form that takes little time to make. */
export function gzipQuickly(body: Buffer): Buffer | Promise<Buffer> {
  const settings = { level: quickLevel }
  return body.length <= mostAtOnce ? gzipSync(body, settings) : gzipped(body, settings)
}

/** What is shorter is sent as it is. */
const fewestBytes = 1024

/** Whether a body becomes smaller by compression, judging by its type. */
export function isCompressible(contentType: string, bytes: number): boolean {
  return (
    bytes >= fewestBytes && /^(?:text\/|application\/(?:javascript|json)|image\/svg\+xml)/i.test(contentType)
  )
}

/**
 * The first of these forms that a client takes (RFC 9110, section 12.5.3); identity where it takes none of them.
 *
 * @param accepted its header `Accept-Encoding`
 */
export function encodingFor(accepted: string | undefined, forms: readonly Encoding[]): Encoding {
  if (!accepted) return 'identity'
  const named = new Map<string, boolean>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    named.set(name, !parameters.some((parameter) => /^q\s*=\s*0(?:\.0{0,3})?$/.test(parameter)))
  }
  return forms.find((form) => named.get(form) ?? named.get('*') ?? false) ?? 'identity'
}

/**
 * A body in another form.
 *
 * @param quality of Brotli, 0 to 11: how much time smallness is worth
 */
export function encode(body: Buffer, encoding: Encoding, quality: number): Promise<Buffer> {
  if (encoding === 'identity') return Promise.resolve(body)
  if (encoding === 'gzip') return gzipped(body)
  return brotlied(body, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
}
