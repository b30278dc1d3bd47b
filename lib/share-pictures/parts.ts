import { readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { brand } from '@/lib/brand/brand'
import { readContent } from '@/lib/product-files/data'

/** What the bundled font has letters for. Whatever else stands in a text would be fetched from elsewhere. */
const drawable = /^[\x20-\x7e\xa0-\xff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2122]*$/

/** A text as a picture can show it; empty when the font lacks any of its letters. */
export function drawableText(text: string): string {
  return drawable.test(text) ? text : ''
}

/** The font of the pictures; undefined where the brand leaves it to Next, which has one of its own. */
export async function pictureFonts() {
  const file: string | null = brand.pictureFont
  if (file === null) return undefined
  const data = await readFile(path.join(process.cwd(), 'lib/brand/fonts', path.basename(file)))
  return [{ name: 'brand', data, weight: 600, style: 'normal' } as const]
}

/** The brand's colours by day, by their names in the palette. */
export async function dayColours(): Promise<Record<string, string>> {
  const palette = await readFile(path.join(process.cwd(), 'lib/brand/palette.css'), 'utf8')
  const found = palette.split('\n').map((line) => /^--([\w-]+): light-dark\((#\w+),/.exec(line.trim()))
  return Object.fromEntries(found.flatMap((match) => (match ? [[match[1], match[2]]] : [])))
}

/** A picture as a data address, as large as it is drawn. */
export async function inlinePicture(
  { artwork, artworkFileId }: { artwork: string; artworkFileId: string | null },
  width: number,
  height: number,
): Promise<string> {
  const content = artworkFileId
    ? await readContent(artworkFileId)
    : await readFile(path.join(process.cwd(), 'public/artwork', path.basename(artwork)))
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const drawn = await sharp(content, { density: 192 })
    .resize({ width, height, fit: 'contain', background: clear })
    .png()
    .toBuffer()
  return `data:image/png;base64,${drawn.toString('base64')}`
}
