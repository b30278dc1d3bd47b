import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import Busboy from '@fastify/busboy'
import { uploadLimit } from '@/lib/http/body-limit'
import { FileRefusal } from '@/lib/product-files/content'
import { mostBytes } from '@/lib/product-files/schema'

/** What a form with a file holds. */
interface Upload {
  fields: Record<string, string>
  bytes: Buffer
  /** As the browser says. */
  name: string
}

const tooLarge = 'This file is larger than 10 MB, so it was not accepted.'

/**
 * Reads a form with one file as it comes in, and stops at the first byte too many: what is longer is never held. Throws a
 * FileRefusal for what is too large, and for what is no such form.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const type = request.headers.get('content-type') ?? ''
  if (Number(request.headers.get('content-length') ?? 0) > uploadLimit) throw new FileRefusal(tooLarge)
  if (!request.body || !/^multipart\/form-data/i.test(type))
    throw new FileRefusal('This form contains no file.')
  const body = Readable.fromWeb(request.body as WebStream)
  const fields: Record<string, string> = {}
  const pieces: Buffer[] = []
  let name: string | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const form = new Busboy({
        headers: { 'content-type': type },
        limits: { files: 1, fields: 8, parts: 9, fileSize: mostBytes, fieldSize: mostBytes, headerPairs: 32 },
      })
      form.on('field', (field, value) => {
        Object.defineProperty(fields, field, { value, enumerable: true, configurable: true })
      })
      form.on('file', (_, file, fileName) => {
        name = String(fileName ?? '')
        file.on('data', (piece: Buffer) => pieces.push(piece))
        file.on('limit', () => reject(new FileRefusal(tooLarge)))
        file.on('error', reject)
      })
      form.on('filesLimit', () => reject(new FileRefusal('Upload one file at a time.')))
      form.on('error', reject)
      form.on('finish', () => resolve())
      body.on('error', reject)
      body.pipe(form)
    })
  } catch (error) {
    body.destroy()
    if (error instanceof FileRefusal) throw error
    throw new FileRefusal('The upload was interrupted. Upload the file again.')
  }
  if (name === undefined) throw new FileRefusal('This form contains no file.')
  return { fields, bytes: Buffer.concat(pieces), name }
}
