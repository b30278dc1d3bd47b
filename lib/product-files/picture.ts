import sharp, { type Sharp } from 'sharp'
import { FileRefusal, formatOf } from '@/lib/product-files/content'
import { mostBytes } from '@/lib/product-files/schema'

/** Points that a picture may have: a sheet of A4 at 600 dpi has 35 million. */
const limitInputPixels = 50_000_000

/** What the shop shows of an artwork, in points: 4 to 3, and sharp where it is drawn largest. */
const shown = { width: 1600, height: 1200 }

/**
 * An artwork as the shop shows it: a WebP of 4 to 3, drawn again point by point, so that nothing but the picture is left of
 * what was uploaded. A picture of other proportions gets clear margins.
 */
export async function redrawArtwork(bytes: Buffer): Promise<Buffer> {
  formatOf(bytes, ['png', 'jpeg', 'webp', 'avif'])
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  return finish(
    open(bytes)
      .resize({ ...shown, fit: 'contain', background: clear })
      .webp({ quality: 84, alphaQuality: 90 }),
  )
}

/** A picture to download: drawn again in its own format and size, with its colours and the size at which it prints. */
export async function redrawDownload(bytes: Buffer, format: 'png' | 'jpeg'): Promise<Buffer> {
  const picture = open(bytes)
  const { density } = await picture.metadata().catch(refuse)
  const kept = density ? picture.withMetadata({ density }) : picture.keepIccProfile()
  return finish(format === 'png' ? kept.png() : kept.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }))
}

function open(bytes: Buffer) {
  return sharp(bytes, { limitInputPixels, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .timeout({ seconds: 20 })
}

async function finish(picture: Sharp): Promise<Buffer> {
  const result = await picture.toBuffer().catch(refuse)
  if (result.length > mostBytes)
    throw new FileRefusal('This picture is too detailed: re-encoded it is larger than 10 MB.')
  return result
}

function refuse(error: Error): never {
  throw new FileRefusal(
    /pixel limit/i.test(error.message)
      ? 'This picture has more than 50 million points. Make it smaller, then upload it.'
      : 'This picture is damaged, or is none. Save it again, then upload it.',
  )
}
