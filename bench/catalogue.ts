import type { Client } from 'pg'
import { loadPage } from '@/bench/page-load'
import { median, say } from '@/bench/shop'
import { fillCatalogue, translateCatalogue } from '@/test/support/catalogue'

/** So many products the catalogue has when it is searched. */
const products = 20_000
/** Milliseconds until the first byte of a page of the catalogue. */
const bar = 25
const rounds = 5
const asking = 300

/** What is asked of it, with the costliest of each kind. */
const pages: [name: string, path: string][] = [
  ['all, in the order of the shop', '/products'],
  ['all, the last page', '/products?page=50'],
  ['all, the cheapest first', '/products?sort=price-low'],
  ['a kind and a price, the newest first', '/products?kind=licence&min=20&max=90&sort=new'],
  ['a rare word', '/products?q=zeppelin'],
  ['a word of every description', '/products?q=edge'],
  ['the same, the most expensive first', '/products?q=edge&sort=price-high'],
  ['several words', '/products?q=fold+the+arbad'],
  ['a mistyped word', '/products?q=zepellin'],
  ['nothing', '/products?q=qqqqzzzz'],
  ['10,000 characters', `/products?q=${'edge+paper+'.repeat(900)}`],
]

/** The same in a language into which all but one in a hundred is translated: both texts are searched. */
const translatedPages: typeof pages = [
  ['in German, a word of every translation', '/de/products?q=Kanten'],
  ['in German, the same, the most expensive first', '/de/products?q=Kanten&sort=price-high'],
  ['in German, a mistyped word', '/de/products?q=zepellin'],
]

export interface MeasuredSearch {
  name: string
  firstByte: number
  limit: number
}

/** Fills the shop with products, and measures how soon the pages that search them begin. */
export async function measureCatalogue(port: number, client: Client): Promise<MeasuredSearch[]> {
  say(`filling a catalogue with ${products.toLocaleString('en')} products`)
  await fillCatalogue(client, products)
  say('searching it')
  const plain = await measureSearches(port, pages)
  say('searching it in German')
  await translateCatalogue(client, 100)
  return [...plain, ...(await measureSearches(port, translatedPages))]
}

async function measureSearches(port: number, searches: typeof pages): Promise<MeasuredSearch[]> {
  const measured: MeasuredSearch[] = []
  for (const [name, path] of searches) {
    await loadPage({ port, path }, 1, asking)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      times.push((await loadPage({ port, path }, 1, asking)).firstByte)
    }
    measured.push({ name, firstByte: median(times), limit: bar })
  }
  return measured
}
