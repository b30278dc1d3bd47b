import { notAuthorised } from '../widget/call'

export type ClientName = 'php' | 'python' | 'ruby' | 'java' | 'node'

export interface Product {
  id: string
  amount: number
  currency: string
  name: string
  period?: [length: number, unit: string]
  trial?: Product
}

/** What the libraries call the API type of a project; Digital Goods where it is left out. */
export const libraryApis = { 'virtual-currency': 1, 'digital-goods': 2, cart: 3 } as const
type LibraryApi = (typeof libraryApis)[keyof typeof libraryApis]

/** What a client is asked to do, in words that every driver understands. */
export type Task =
  | {
      do: 'widget'
      api?: LibraryApi
      uid: string
      code: string
      products: Product[]
      extra: Record<string, string | number>
    }
  | { do: 'token' | 'charge' | 'subscription'; fields: Record<string, string | number> }
  | { do: 'delivery'; fields: Record<string, string> }
  | { do: 'charge-action'; id: string; action: 'get' | 'refund' | 'capture' | 'void' }
  | { do: 'pingback'; api?: LibraryApi; query: string; address: string }

const fox: Product = { id: 'order-77', amount: 9.99, currency: 'USD', name: 'Low-poly fox' }
const club: Product = { id: 'club-7', amount: 12.12, currency: 'USD', name: 'Club', period: [1, 'week'] }
const everyClient: ClientName[] = ['php', 'python', 'ruby', 'java', 'node']

export interface WidgetCase {
  name: string
  clients: ClientName[]
  task: Extract<Task, { do: 'widget' }>
  hasWrongSecret?: boolean
  shows: string
}

const widget = (
  name: string,
  changes: Partial<WidgetCase['task']> = {},
  shows: string = fox.name,
): WidgetCase => ({
  name,
  clients: everyClient,
  task: {
    do: 'widget',
    uid: 'user40012',
    code: 'p10',
    products: [fox],
    extra: { email: 'user@hostname.com' },
    ...changes,
  },
  shows,
})

/** The calls of the samples and of the clients' own tests, and what the page that comes back must show. */
export const widgetCases: WidgetCase[] = [
  widget('the sample call'),
  widget('without an e-mail address', { extra: { lang: 'en' } }),
  ...[1, 2].map((sign_version) =>
    widget(`signature version ${sign_version}`, { extra: { email: 'user@hostname.com', sign_version } }),
  ),
  ...['pw', 'mo1_1', 't3_1', 'w1', 'mw6'].map((code) => widget(`widget code ${code}`, { code })),
  { ...widget('a wrong secret', {}, notAuthorised), hasWrongSecret: true },
  widget('a weekly subscription', { products: [club] }, 'Charged every week until you cancel.'),
  widget(
    'a yearly subscription',
    { products: [{ ...club, period: [1, 'year'] }] },
    'Charged every year until you cancel.',
  ),
  widget(
    'a subscription with a trial',
    { products: [{ ...club, trial: { ...club, id: 'trial-7', amount: 1, period: [3, 'day'] } }] },
    'Trial for 3 days, then Club for US$12.12 every week until you cancel.',
  ),
]

const card = {
  'card[number]': '4242424242424242',
  'card[exp_month]': '11',
  'card[exp_year]': '39',
}
export const tokenFields = (cvv: string) => ({ ...card, 'card[cvv]': cvv })

export const chargeFields = {
  email: 'test@user.com',
  currency: 'USD',
  amount: 9.99,
  browser_domain: 'https://www.paymentwall.com',
  browser_ip: '72.229.28.185',
  description: 'Test Charge',
}

export const yearlyFields = { ...chargeFields, plan: 'product_123', period: 'year', period_duration: 1 }
