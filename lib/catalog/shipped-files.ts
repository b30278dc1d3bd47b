import { readdir } from 'node:fs/promises'

/** The names of the pictures and sheets that ship with the shop, from which a product may take its own. */
export async function shippedFiles(): Promise<{ artworks: string[]; sheets: string[] }> {
  const [artworks, sheets] = await Promise.all([readdir('public/artwork'), readdir('lib/brand/sheets')])
  return {
    artworks: artworks.filter((name) => /^[\w-]+\.(svg|png|webp|avif)$/.test(name)).sort(),
    sheets: sheets.filter((name) => /^[\w-]+\.pdf$/.test(name)).sort(),
  }
}
