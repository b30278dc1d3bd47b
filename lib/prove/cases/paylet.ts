import { load } from 'cheerio'
import { maskQuery } from '@/lib/pingbacks/mask'
import { checkoutPage, payletIn, signIn } from '@/lib/prove/buyer'
import type { Case, OwnStep } from '@/lib/prove/case'
import { emulator, orderOf, recalled } from '@/lib/prove/scene'
import { isDelivered, isPaidFor, receives } from '@/lib/prove/steps'

/** The same buyer is the same to Paymentwall, whatever browser they come with. */
const sameUid: OwnStep = {
  title: 'Compare the uid sent from two of the buyer’s browsers',
  act: async (scene) => {
    const api = scene.env.PAYMENTWALL_API_URL
    const urls = [await checkoutPage(scene), await checkoutPage(scene)].map((page) => payletIn(page, api))
    const uids = new Set(urls.map((url) => new URL(url).searchParams.get('uid')))
    const [url = ''] = urls
    if (uids.size !== 1) throw new Error(`Two sessions sent different uids: ${[...uids].join(', ')}.`)
    return {
      sentence: `Both signed URLs contain uid ${[...uids][0]}.`,
      request: `GET ${api}/api/subscription?${maskQuery(url.split('?')[1] ?? '')}`,
    }
  },
}

const opensPaymentPage: OwnStep = {
  title: 'The buyer opens the widget',
  act: async (scene) => {
    const url = payletIn(await checkoutPage(scene), scene.env.PAYMENTWALL_API_URL)
    const page = await emulator(scene).openPaylet(url)
    if (!page.html.includes('data-processing')) throw new Error(`The widget answered ${page.status}.`)
    return {
      sentence: 'The widget shows the product, its price and the payment methods.',
      request: `GET /api/subscription?${maskQuery(url.split('?')[1] ?? '')}`,
      answer: `${page.status}, the widget`,
    }
  },
}

const alteredAddress: OwnStep = {
  title: 'Open the widget with a changed price',
  act: async (scene) => {
    const url = new URL(payletIn(await checkoutPage(scene), scene.env.PAYMENTWALL_API_URL))
    url.searchParams.set('amount', '0.50')
    const page = await emulator(scene).openPaylet(url.href)
    if (page.html.includes('data-processing')) throw new Error('The changed URL was accepted.')
    return {
      sentence: 'Refused: the signature covers the price.',
      request: `GET /api/subscription?${maskQuery(url.search.slice(1))}`,
      answer: `${page.status}, ${load(page.html)('h1').text() || 'no widget'}`,
    }
  },
}

const orderPage: OwnStep = {
  title: 'The buyer opens the order page',
  act: async (scene) => {
    const path = `/orders/${orderOf(scene)}`
    const page = await (await signIn(scene)).open(path)
    if (page.status !== 200 || !page.body.includes('Paid and delivered'))
      throw new Error(`The order page does not say “Paid and delivered” (${page.status}).`)
    return {
      sentence: `The order page says “Paid and delivered” for payment ${recalled(scene, 'ref')}.`,
      request: `GET ${path}`,
      answer: String(page.status),
    }
  },
}

export const paylet: Case = {
  id: 'paylet',
  title: 'A widget payment and its pingback',
  points: [
    ...['A1', 'B1', 'B2', 'B3', 'B6', 'B7', 'B10', 'F4', 'F5'],
    ...['D1.1', 'D1.2', 'D1.3', 'D1.4', 'D3.1', 'D3.2.1', 'D3.2.1.1', 'D3.3'],
  ],
  paysByCard: false,
  sells: 'goods',
  steps: (local) => {
    const [pays, ...before] = isPaidFor('goods', local).reverse()
    return [
      ...before.reverse(),
      ...(local ? [sameUid, opensPaymentPage, alteredAddress] : []),
      ...(pays ? [pays] : []),
      receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
      isDelivered,
      ...(local ? [orderPage] : []),
    ]
  },
}
