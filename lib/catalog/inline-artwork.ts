import { readFileSync } from 'node:fs'
import type { Product } from '@/lib/generated/prisma/client'

/** A drawing that is larger is fetched beside the page. */
const most = 6 * 1024

// As many as ship with the shop.
const drawings = new Map<string, string | undefined>()

/**
 * A product's artwork as an address that holds the drawing itself, for the first picture of a page: it is painted with the page
 * and not a round trip later. Undefined for what a merchant uploaded, and for what is no small drawing.
 */
export function inlineArtwork({
  artwork,
  artworkFileId,
}: Pick<Product, 'artwork' | 'artworkFileId'>): string | undefined {
  if (artworkFileId !== null || !/^[\w-]+\.svg$/.test(artwork)) return undefined
  if (!drawings.has(artwork)) drawings.set(artwork, readDrawing(artwork))
  return drawings.get(artwork)
}

function readDrawing(name: string): string | undefined {
  try {
    const text = readFileSync(`public/artwork/${name}`, 'utf8').trim()
    if (Buffer.byteLength(text) > most) return undefined
    // With what an address may hold as it is, which is shorter, and compresses better.
    const escaped = encodeURIComponent(text.replaceAll('"', "'"))
    return `data:image/svg+xml,${escaped.replace(/%(?:20|2C|2F|3A|3B|3D)/g, decodeURIComponent)}`
  } catch {
    return undefined
  }
}
