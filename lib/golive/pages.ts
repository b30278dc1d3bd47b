import { listed } from '@/lib/catalog/data'
import { currenciesOf, type ListedProduct, pricedIn } from '@/lib/catalog/prices'
import { shopTime } from '@/lib/clock'
import type { Currency } from '@/lib/currencies.mjs'
import { placeholderCompany } from '@/lib/env'
import type { Context, Fact, Judgement } from '@/lib/golive/check'
import { linksTo, tagsOf, textOf } from '@/lib/golive/html'
import { judgementOf } from '@/lib/golive/judgement'
import { english } from '@/lib/languages/locale'
import { planOf } from '@/lib/plans/plan'
import { planTerms } from '@/lib/plans/terms'
import { policies } from '@/lib/policies/policies'
import { startOfDay } from '@/lib/tally/data'

const refunds = policies[2]

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()
const holds = (html: string, text: string) => textOf(html).includes(squeezed(text))

/** What a visit to a page showed: what is missing there, or what is there. */
function pageFact(
  { now }: Pick<Context, 'now'>,
  path: string,
  missing: readonly string[],
  there: string,
): Fact {
  return {
    kind: missing.length > 0 ? 'fault' : 'proof',
    what: `The page ${path}, fetched signed out`,
    seen: missing.length > 0 ? `lacks ${missing.join('; ')}` : there,
    at: startOfDay(now),
    subject: { kind: 'page', id: path },
  }
}

interface Page {
  body: string
  missing: string[]
}

/** A page as a guest gets it, who may have chosen a currency; what it lacks, if it isn't there at all. */
async function fetched({ visit }: Context, path: string, currency?: Currency): Promise<Page> {
  const { status, body } = await visit(path, currency)
  return { body, missing: status === 200 ? [] : [`all content (it answered ${status})`] }
}

/** Those for sale, in whatever currencies. */
function memberships({ database }: Context): Promise<ListedProduct[]> {
  return database.product.findMany({
    where: { kind: 'MEMBERSHIP', active: true, priceList: { some: {} } },
    include: listed,
    orderBy: { position: 'asc' },
    take: 10,
  })
}

/** A membership's page in the first currency that a visitor can choose and it is sold in; without one, that is what it lacks. */
async function membershipPage(context: Context, product: ListedProduct) {
  const path = `/products/${product.slug}`
  const [currency] = currenciesOf(product)
  const priced = currency && pricedIn(product, currency)
  const { body, missing } = priced
    ? await fetched(context, path, currency)
    : { body: '', missing: ['a price in a currency that visitors can choose (lib/currencies.mjs)'] }
  return { path, body, missing, plan: priced && planOf(priced, priced.currency) }
}

/** Why terms of memberships count for nothing here; undefined where one is sold. */
export const noMembership = async (context: Context) =>
  (await memberships(context)).length === 0 ? 'No membership is sold.' : undefined

/** How far from the button, in characters of text, the conditions may stand. */
const besideButton = 2500

/** The text that stands before the button which orders a product; undefined where there is no such button. */
function besideOrderButton(html: string, productId: string): string | undefined {
  const input = tagsOf(html).find(
    ({ text }) =>
      text.startsWith('<input') && text.includes('name="product"') && text.includes(`value="${productId}"`),
  )
  return input && textOf(html.slice(0, input.index)).slice(-besideButton)
}

/** Whether each membership's page gives price, interval, trial, charges and how to cancel beside its button. */
export async function conditionsShown(context: Context): Promise<Judgement> {
  const today = await shopTime()
  const facts: Fact[] = []
  for (const product of await memberships(context)) {
    const { path, body, missing, plan } = await membershipPage(context, product)
    if (missing.length === 0 && !plan) continue
    const beside = missing.length > 0 ? '' : besideOrderButton(body, product.id)
    const lacking = (day: Date) =>
      (plan ? planTerms(english, plan, day) : []).filter((sentence) => !beside?.includes(squeezed(sentence)))
    // A page may have been drawn just before midnight.
    const yesterday = new Date(today.getTime() - 86_400_000)
    const absent = [today, yesterday].map(lacking).sort((one, other) => one.length - other.length)[0] ?? []
    const faults =
      missing.length > 0
        ? missing
        : beside === undefined
          ? ['the button that orders it']
          : absent.map((sentence) => `beside the button: “${sentence}”`)
    const there =
      'price, interval, trial, first and next charge, renewal and how to cancel, beside the button'
    facts.push(pageFact(context, path, faults, `says ${there}`))
  }
  return judgementOf(
    facts,
    { notYet: 'No membership is sold.', proven: 'Each membership’s conditions are shown beside its button.' },
    { passed: facts.filter(({ kind }) => kind === 'proof').length, of: facts.length },
  )
}

/** The least that a policy must say, in characters of text. */
const shortest = 600

/** Whether the cancellation and refund policy can be read signed out, and is linked where a membership is bought. */
export async function cancellationShown(context: Context): Promise<Judgement> {
  const { body, missing } = await fetched(context, refunds.path)
  const text = textOf(body)
  const absent = [
    ...missing,
    ...(missing.length === 0 && text.length < shortest ? ['its text'] : []),
    ...(missing.length === 0 && !/refund/i.test(text) ? ['how to get a refund'] : []),
    ...(missing.length === 0 && !/cancel/i.test(text) ? ['how to cancel'] : []),
  ]
  const facts = [pageFact(context, refunds.path, absent, 'says how to get a refund and how to cancel')]
  for (const product of await memberships(context)) {
    const page = await membershipPage(context, product)
    const link =
      page.missing.length > 0 || linksTo(page.body, refunds.path) ? [] : [`a link to ${refunds.title}`]
    facts.push(pageFact(context, page.path, [...page.missing, ...link], `links to ${refunds.title}`))
  }
  return judgementOf(facts, {
    notYet: '',
    proven: 'The refund and cancellation policy is readable signed out, and every membership links to it.',
  })
}

/** Pages that everybody meets; all have the footer that the checkout has. */
const metPages = ['/', '/products', '/cart', '/login', '/contact']

/** Company data that nobody has set: fine for the demo alone. */
function placeholderFacts({ env, now }: Context): Fact[] {
  if (env.PAYMENTWALL_MODE === 'local') return []
  return (['COMPANY_NAME', 'COMPANY_REGISTRATION', 'COMPANY_ADDRESS'] as const)
    .filter((name) => placeholderCompany.has(env[name]))
    .map((name) => ({
      kind: 'fault',
      what: name,
      seen: 'still the placeholder of .env.example',
      at: startOfDay(now),
      subject: { kind: 'setting', id: name },
    }))
}

/** Whether pages say who runs the shop, in text. */
export async function companyShown(context: Context): Promise<Judgement> {
  const { COMPANY_NAME, COMPANY_REGISTRATION, COMPANY_ADDRESS } = context.env
  const wanted = { name: COMPANY_NAME, registration: COMPANY_REGISTRATION, address: COMPANY_ADDRESS }
  const facts = placeholderFacts(context)
  for (const path of metPages) {
    const { body, missing } = await fetched(context, path)
    const absent = Object.entries(wanted)
      .filter(([, text]) => !holds(body, text))
      .map(([what]) => `the company’s ${what}`)
    facts.push(
      pageFact(
        context,
        path,
        missing.length > 0 ? missing : absent,
        'shows the company’s name, registration and address',
      ),
    )
  }
  return judgementOf(facts, {
    notYet: '',
    proven: 'The footer of every page, including the checkout, shows the company’s name and address as text.',
  })
}

/** Whether the three policies can be read signed out, and are linked from the pages. */
export async function policiesShown(context: Context): Promise<Judgement> {
  const facts: Fact[] = []
  for (const { path, title } of policies) {
    const { body, missing } = await fetched(context, path)
    const absent = [
      ...missing,
      ...(missing.length === 0 && (textOf(body).length < shortest || !holds(body, title))
        ? ['its text']
        : []),
    ]
    facts.push(pageFact(context, path, absent, `shows “${title}”`))
  }
  for (const path of metPages) {
    const { body, missing } = await fetched(context, path)
    const absent = policies
      .filter((policy) => !linksTo(body, policy.path))
      .map(({ title }) => `a link to ${title}`)
    facts.push(pageFact(context, path, missing.length > 0 ? missing : absent, 'links to all three policies'))
  }
  return judgementOf(facts, {
    notYet: '',
    proven:
      'The terms, privacy and refund policies are readable signed out, and the footer of every page links to them.',
  })
}

/** Whether a buyer finds how to reach somebody. */
export async function contactShown(context: Context): Promise<Judgement> {
  const { SUPPORT_EMAIL, SUPPORT_PHONE } = context.env
  const facts: Fact[] = []
  for (const path of ['/', '/contact']) {
    const { body, missing } = await fetched(context, path)
    const absent = [
      ...missing,
      ...(missing.length === 0 && !linksTo(body, `mailto:${SUPPORT_EMAIL}`)
        ? ['a link to the support address']
        : []),
      ...(missing.length === 0 && SUPPORT_PHONE !== '' && !holds(body, SUPPORT_PHONE)
        ? ['the telephone number']
        : []),
    ]
    facts.push(pageFact(context, path, absent, 'shows how to reach support'))
  }
  return judgementOf(facts, {
    notYet: '',
    proven: 'The support address is on the contact page and in the footer.',
  })
}
