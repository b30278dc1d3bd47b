import path from 'node:path'
import type { Browser } from '@playwright/test'
import type { Client } from 'pg'
import { makeBuyer } from '@/bench/buyer'
import { type MeasuredSearch, measureCatalogue } from '@/bench/catalogue'
import { startFloor } from '@/bench/floor'
import {
  clickThrough,
  openBrowser,
  type Paint,
  throttling,
  type Visit,
  type Weight,
  watchPage,
  weighPage,
} from '@/bench/page-browser'
import { loadPage, type PageLoad, readPage, type Target } from '@/bench/page-load'
import { writeSection } from '@/bench/section'
import { benchValues, buildForBench, machine, median, type Stage, say, startShop } from '@/bench/shop'
import { db } from '@/lib/db'
import { seedProducts } from '@/prisma/seed'
import { temporaryDirectory } from '../scripts/children'
import { startPostgres } from '../scripts/postgres'
import { UserError } from '../scripts/user-error'

/** How often everything is measured, ours and the floor's in turn, unless told otherwise; in a browser at most so often. */
const usualRounds = 5
const mostBrowserRounds = 3
/** Milliseconds for which a page is asked for in one go: at one connection, and at eight. */
const asking = { one: 300, eight: 700 }
/** After so many answers the code that draws a page is compiled as well as it will be. */
const warm = 400

/** With the emulator the shop asks it for the time at every page; towards the provider it does not. */
const own = { PAYMENTWALL_MODE: 'test', LOG_LEVEL: 'warn' }

type Kind = 'same for everybody' | 'live'

interface MeasuredPage {
  name: string
  kind: Kind
  ours: Target
  floor: Target
  /** The floor's page as it is drawn for each request, beside a live one. */
  drawn?: Target
}

/** What was measured in one round. */
interface Pair<Figure> {
  ours: Figure
  floor: Figure
}

interface Bar {
  name: string
  ratio: number
  limit: number
  /** Whether the ratio may be at most or must be at least that. */
  is: '≤' | '≥'
}

interface Results {
  weights: Map<MeasuredPage, Pair<Weight>>
  single: Map<MeasuredPage, Pair<PageLoad>[]>
  eight: Map<MeasuredPage, Pair<PageLoad>[]>
  drawn: Map<MeasuredPage, Pair<PageLoad>[]>
  paints: Map<MeasuredPage, Pair<Paint>[]>
  clicks: Map<string, number[]>
}

/**
 * Races the shop's pages against the least that Next can do, in one run and in turn: what is sent, how soon and how often it
 * is served, how it comes about on a throttled phone, and how long a click takes. Prints each ratio beside its bar, and fails
 * when one is missed. On a quiet machine it takes less than five minutes. `--built` takes the build of the last bench, `--rounds=1` is quick, `--write` puts the figures into
 * docs/bench.md.
 */
export async function measurePages(args: string[]): Promise<void> {
  const stage: Stage = { directory: await temporaryDirectory('bench'), cleanups: [] }
  try {
    if (!args.includes('--built')) await buildForBench()
    const { pages, port, client } = await openPages(stage)
    const browser = await openBrowser()
    stage.cleanups.push(() => browser.close())
    const rounds = Number(args.find((arg) => arg.startsWith('--rounds='))?.slice(9) ?? usualRounds)
    const results = await race(browser, pages, rounds)
    const searches = await measureCatalogue(port, client)
    const bars = barsOf(pages, results)
    const text = `${report(pages, results)}\n${reportBars(bars)}\n${reportSearches(searches)}`
    console.log(`\n${text}`)
    if (args.includes('--write')) await writeSection('Pages', section(text, rounds))
    const missed = [
      ...bars.filter((bar) => !isMet(bar)),
      ...searches.filter(({ firstByte, limit }) => firstByte > limit),
    ]
    if (missed.length > 0) {
      throw new UserError(`Missed: ${missed.map(({ name }) => name).join('; ')}.`)
    }
  } finally {
    for (const cleanup of stage.cleanups.reverse()) await cleanup()
  }
}

/** Opens the shop with a buyer in it, and the floor with a page for each of the shop's. */
async function openPages(stage: Stage): Promise<{ pages: MeasuredPage[]; port: number; client: Client }> {
  say('starting PostgreSQL and the shop')
  const postgres = await startPostgres({ directory: path.join(stage.directory, 'postgres') })
  stage.cleanups.push(() => postgres.stop())
  const { port, client } = await startShop(stage, postgres, 'bench_pages', own)
  const url = postgres.url('bench_pages')
  await seedProducts(url)
  Object.assign(process.env, benchValues(port, url), own)
  const { cookie, paid, payable } = await makeBuyer()
  await db().$disconnect()
  const all: [name: string, kind: Kind, path: string][] = [
    ['home', 'same for everybody', '/'],
    ['product', 'same for everybody', productPath],
    ['catalogue', 'live', '/products'],
    ['search', 'live', '/products?q=fox'],
    ['cart', 'live', '/cart'],
    ['checkout', 'live', `/checkout/${payable}`],
    ['order', 'live', `/orders/${paid}`],
    ['orders', 'live', '/account/orders'],
    ['account', 'live', '/account'],
  ]
  const pages = all.map(([name, kind, path]) => ({
    name,
    kind,
    ours: { port, path, ...(kind === 'live' && { cookie }) },
  }))
  const html = new Map<string, string>()
  for (const { name, ours } of pages) html.set(name, await readPage(ours))
  const floorPort = await startFloor(stage, html)
  return {
    pages: pages.map((page) => ({
      ...page,
      floor: { port: floorPort, path: `/${page.name}` },
      ...(page.kind === 'live' && { drawn: { port: floorPort, path: `/live/${page.name}` } }),
    })),
    port,
    client,
  }
}

const productPath = '/products/fox'
/** Where people wait for the first sight of a page. */
const watched = new Set(['home', 'product', 'cart'])

async function race(browser: Browser, pages: MeasuredPage[], rounds: number): Promise<Results> {
  const results: Results = {
    weights: new Map(),
    single: new Map(),
    eight: new Map(),
    drawn: new Map(),
    paints: new Map(),
    clicks: new Map(),
  }
  say('weighing, and warming up')
  for (const page of pages) {
    results.weights.set(page, await inTurn(page, 0, (target) => weighPage(browser, visitOf(target))))
    await inTurn(page, 0, (target) => loadPage(target, 8, asking.eight, warm))
    if (page.drawn) await loadPage(page.drawn, 8, asking.eight, warm)
  }
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`)
    for (const page of pages) {
      add(results.single, page, await inTurn(page, round, (target) => loadPage(target, 1, asking.one)))
      const eight = await inTurn(page, round, (target) => loadPage(target, 8, asking.eight))
      add(results.eight, page, eight)
      if (page.drawn) {
        const drawn = await loadPage(page.drawn, 8, asking.eight)
        add(results.drawn, page, { ours: eight.ours, floor: drawn })
      }
    }
    if (round > mostBrowserRounds) continue
    for (const page of pages.filter(({ name }) => watched.has(name))) {
      add(results.paints, page, await inTurn(page, round, (target) => watchPage(browser, visitOf(target))))
    }
    const [home] = pages
    if (home) await click(browser, visitOf(home.ours), results.clicks)
  }
  return results
}

const visitOf = ({ port, path, cookie }: Target): Visit => ({
  url: `http://localhost:${port}${path}`,
  cookie,
})

/** Measures both, the one or the other first. */
async function inTurn<Figure>(
  page: MeasuredPage,
  round: number,
  measure: (target: Target) => Promise<Figure>,
): Promise<Pair<Figure>> {
  if (round % 2 === 0) return { ours: await measure(page.ours), floor: await measure(page.floor) }
  const floor = await measure(page.floor)
  return { floor, ours: await measure(page.ours) }
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value])
}

async function click(browser: Browser, home: Visit, clicks: Map<string, number[]>): Promise<void> {
  for (const isThrottled of [false, true]) {
    for (const hovers of [false, true]) {
      const name = `${hovers ? 'after a hover' : 'plain'}${isThrottled ? ', throttled' : ''}`
      add(clicks, name, await clickThrough(browser, home, productPath, { hovers, isThrottled }))
    }
  }
}

/** The median of the rounds' ratios: what slows a round slows both. */
function ratio<Figure>(pairs: readonly Pair<Figure>[] | undefined, read: (figure: Figure) => number): number {
  return median((pairs ?? []).map(({ ours, floor }) => read(ours) / Math.max(read(floor), 1)))
}

function barsOf(pages: MeasuredPage[], { weights, single, eight, drawn, paints }: Results): Bar[] {
  return pages.flatMap((page) => {
    const { name, kind } = page
    const weight = weights.get(page)
    const isLive = kind === 'live'
    const perSecond = ({ rate }: PageLoad) => rate
    const script = { home: 1.03, product: 1.03, checkout: 1.1 }[name]
    const rate = isLive
      ? { name: `${name}, rate at 8 to one drawn`, ratio: ratio(drawn.get(page), perSecond), limit: 0.3 }
      : { name: `${name}, rate at 8`, ratio: ratio(eight.get(page), perSecond), limit: 0.5 }
    const bars: Bar[] = [{ ...rate, is: '≥' }]
    const most = (what: string, ratio: number, limit: number) =>
      bars.push({ name: `${name}, ${what}`, ratio, limit, is: '≤' })
    if (weight && script) most('JavaScript', weight.ours.script / weight.floor.script, script)
    if (!isLive)
      most(
        'TTFB',
        ratio(single.get(page), ({ firstByte }) => firstByte),
        2.5,
      )
    if (watched.has(name)) {
      if (!isLive)
        most(
          'LCP',
          ratio(paints.get(page), ({ largestPaint }) => largestPaint),
          1.7,
        )
      most(
        'TBT',
        ratio(paints.get(page), ({ blocked }) => blocked),
        1.2,
      )
    }
    return bars
  })
}

const isMet = ({ ratio, limit, is }: Bar) => (is === '≤' ? ratio <= limit : ratio >= limit)

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rule = `|---|${'--:|'.repeat(head.length - 1)}`
  return [line(head), rule, ...rows.map(line), ''].join('\n')
}

function report(pages: MeasuredPage[], { weights, single, eight, drawn, paints, clicks }: Results): string {
  const both = <Figure>(
    pairs: Pair<Figure>[] | undefined,
    read: (figure: Figure) => number,
    digits: number,
  ) => {
    const of = (side: 'ours' | 'floor') =>
      median((pairs ?? []).map((pair) => read(pair[side]))).toFixed(digits)
    return `${of('ours')} · ${of('floor')}`
  }
  const weight = (page: MeasuredPage, read: (weight: Weight) => number) => {
    const pair = weights.get(page)
    return both(pair && [pair], read, 0)
  }
  return [
    'Ours · the floor:\n',
    table(
      [
        'Page',
        'JavaScript, kB',
        'whole, kB',
        'requests',
        'TTFB, ms',
        'complete, ms',
        'pages/s at 1',
        'pages/s at 8',
        'drawn, at 8',
      ],
      pages.map((page) => [
        page.name,
        weight(page, ({ script }) => script),
        weight(page, ({ whole }) => whole),
        weight(page, ({ requests }) => requests),
        both(single.get(page), ({ firstByte }) => firstByte, 1),
        both(single.get(page), ({ complete }) => complete, 1),
        both(single.get(page), ({ rate }) => rate, 0),
        both(eight.get(page), ({ rate }) => rate, 0),
        page.drawn ? median((drawn.get(page) ?? []).map(({ floor }) => floor.rate)).toFixed(0) : '',
      ]),
    ),
    table(
      ['On a throttled phone', 'LCP, ms', 'TBT, ms', 'CLS'],
      Array.from(paints, ([page, pairs]) => [
        page.name,
        both(pairs, ({ largestPaint }) => largestPaint, 0),
        both(pairs, ({ blocked }) => blocked, 0),
        both(pairs, ({ shift }) => shift, 3),
      ]),
    ),
    table(
      ['Click on a product until its heading', 'ms'],
      Array.from(clicks, ([name, times]) => [name, median(times).toFixed(0)]),
    ),
  ].join('\n')
}

function reportBars(bars: Bar[]): string {
  return table(
    ['Ours to the floor', 'measured', 'bar', ''],
    bars.map((bar) => [
      bar.name,
      bar.ratio.toFixed(2),
      `${bar.is} ${bar.limit}`,
      isMet(bar) ? 'met' : 'missed',
    ]),
  )
}

function reportSearches(searches: readonly MeasuredSearch[]): string {
  return table(
    ['Among 20,000 products', 'TTFB, ms', 'bar', ''],
    searches.map(({ name, firstByte, limit }) => [
      name,
      firstByte.toFixed(1),
      `≤ ${limit}`,
      firstByte <= limit ? 'met' : 'missed',
    ]),
  )
}

function section(text: string, rounds: number): string {
  const { processor, latency, kilobitsDown, kilobitsUp, viewport } = throttling
  return `Made by \`npm run bench -- pages --write\`: production builds, PostgreSQL, the browser and the load on ${machine()}.
The floor is an empty Next app of the same versions, built in the same run; each of its pages is static, and its HTML is as
large as that of the shop's page and of the same markup. "Drawn" is the floor's page if Next draws it for each request, as it
must a live one: nothing is read for it, and its markup is one text to React. Both are measured in turn, ${rounds} rounds (in the browser at most ${mostBrowserRounds}); figures are medians, and
a ratio is the median of the rounds' ratios. Ratios within one run are comparable; the figures themselves depend on the
machine. The buyer of the live pages has ten orders and two products in the cart. The shop runs in test mode: with the
emulator it would also ask for the emulator's time.

The throttled phone: ${viewport.width} × ${viewport.height}, a processor ${processor} times slower, ${latency} ms of latency, ${kilobitsDown} kbit/s down and ${kilobitsUp} up. kB are
of 1024 bytes on the wire, before anything is scrolled or clicked, without what other sites would send.

${text}`
}
