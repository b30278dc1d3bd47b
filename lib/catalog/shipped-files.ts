import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** The names of the pictures and sheets that ship with the shop, from which a product may take its own. */
export async function shippedFiles(): Promise<{ artworks: string[]; sheets: string[] }> {
  const [artworks, sheets] = await Promise.all(['public/artwork', 'lib/brand/sheets'].map(namesIn))
  return {
    artworks: (artworks ?? []).filter((name) => /^[\w-]+\.(svg|png|webp|avif)$/.test(name)),
    sheets: (sheets ?? []).filter((name) => /^[\w-]+\.pdf$/.test(name)),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(path.join(process.cwd(), folder)).catch(() => [])).sort()
}
