import { pdfFault } from '@/lib/product-files/pdf'

/** A file that is not taken, with the reason as the operator reads it. */
export class FileRefusal extends Error {}

/** What files may be, by what they begin with; what their name or the browser says counts for nothing. */
type Format = 'png' | 'jpeg' | 'webp' | 'avif' | 'pdf' | 'zip'

const isAt = (bytes: Buffer, offset: number, text: string) =>
  bytes.toString('latin1', offset, offset + text.length) === text

const beginnings: readonly (readonly [Format, (bytes: Buffer) => boolean])[] = [
  ['png', (bytes) => isAt(bytes, 0, '\x89PNG\r\n\x1a\n')],
  ['jpeg', (bytes) => isAt(bytes, 0, '\xff\xd8\xff')],
  ['webp', (bytes) => isAt(bytes, 0, 'RIFF') && isAt(bytes, 8, 'WEBP')],
  ['avif', (bytes) => isAt(bytes, 4, 'ftypavif')],
  ['pdf', (bytes) => isAt(bytes, 0, '%PDF-')],
  ['zip', (bytes) => isAt(bytes, 0, 'PK\x03\x04')],
]

/**
 * The format of a file that is whole and nothing else beside: one that goes on after its end could be a file of another
 * kind too. Throws a FileRefusal for every other.
 */
export function formatOf(bytes: Buffer, allowed: readonly Format[]): Format {
  const format = beginnings.find(([, begins]) => begins(bytes))?.[0]
  if (format === undefined || !allowed.includes(format)) {
    throw new FileRefusal(
      `${unknownWords(bytes)} Upload ${allowed.map((each) => each.toUpperCase()).join(', ')}.`,
    )
  }
  if (lengthOf[format](bytes) !== bytes.length) {
    throw new FileRefusal(
      `This ${format.toUpperCase()} file is damaged, or holds something else after its end, and could pass for a file of another kind. Save it again, then upload it.`,
    )
  }
  const fault = format === 'pdf' ? pdfFault(bytes.toString('latin1')) : undefined
  if (fault) throw new FileRefusal(`This PDF ${fault}, so it is not accepted. Export it again without that.`)
  return format
}

function unknownWords(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 1024)
  if (/<svg|<\?xml/i.test(start)) return 'SVG drawings can hold scripts, so they are not taken.'
  if (start.startsWith('GIF8')) return 'GIF pictures are not taken.'
  return 'The content of this file is of no kind that is taken.'
}

/** Where a file of each format ends by its own account; undefined when it can't be read. */
const lengthOf: Record<Format, (bytes: Buffer) => number | undefined> = {
  png: pngLength,
  jpeg: (bytes) => (isAt(bytes, bytes.length - 2, '\xff\xd9') ? bytes.length : undefined),
  webp: (bytes) => (bytes.length < 12 ? undefined : bytes.readUInt32LE(4) + 8 + (bytes.readUInt32LE(4) % 2)),
  avif: avifLength,
  pdf: (bytes) =>
    /%%EOF[\r\n\t ]{0,16}$/.test(bytes.toString('latin1', -64 + bytes.length)) ? bytes.length : undefined,
  zip: zipLength,
}

function pngLength(bytes: Buffer): number | undefined {
  let offset = 8
  while (offset + 12 <= bytes.length) {
    const type = bytes.toString('latin1', offset + 4, offset + 8)
    offset += 12 + bytes.readUInt32BE(offset)
    if (type === 'IEND') return offset
  }
  return undefined
}

function avifLength(bytes: Buffer): number | undefined {
  let offset = 0
  while (offset + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(offset)
    if (size < 8) return undefined
    offset += size
  }
  return offset
}

/** The directory of an archive lies right before its end, and nothing lies before the first entry or after the last word. */
function zipLength(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > bytes.length) return undefined
  const directory = bytes.readUInt32LE(end + 16)
  if (directory + bytes.readUInt32LE(end + 12) !== end || !isAt(bytes, directory, 'PK\x01\x02'))
    return undefined
  return end + 22 + bytes.readUInt16LE(end + 20)
}
