import { currencies, defaultCurrency } from '@/lib/currencies.mjs'
import { db } from '@/lib/db'

/** How many products are named. */
const mostNamed = 10

/**
 * What keeps visitors from buying since no price is in a currency that they can choose: a sentence for each, with what to do. A
 * shop that has just got its price lists has each product's one price there, in whatever currency that was.
 */
export async function currencyProblems(): Promise<string[]> {
  const unsold = {
    active: true,
    AND: [{ priceList: { some: {} } }, { priceList: { none: { currency: { in: [...currencies] } } } }],
  }
  const [count, named, sold] = await Promise.all([
    db().product.count({ where: unsold }),
    db().product.findMany({
      where: unsold,
      select: { slug: true, priceList: { select: { currency: true }, orderBy: { currency: 'asc' } } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      take: mostNamed,
    }),
    db().listPrice.groupBy({
      by: ['currency'],
      where: { product: { active: true }, currency: { in: [...currencies] } },
    }),
  ])
  const problems: string[] = []
  if (count > 0) {
    const names = named.map(({ slug, priceList }) => `${slug} (${priceList.map((each) => each.currency)})`)
    const more = count > names.length ? ` and ${count - names.length} more` : ''
    problems.push(
      `Nobody can buy products that have a price only in a currency that lib/currencies.mjs lacks: ${names.join(', ')}${more}. Add the currency there and build again, or give them a price under Products.`,
    )
  }
  const first = currencies.find((currency) => sold.some((price) => price.currency === currency))
  if (first && first !== defaultCurrency) {
    problems.push(
      `Nothing is sold in ${defaultCurrency}, which visitors see first: put ${first} first in lib/currencies.mjs and build again, or give products a price in ${defaultCurrency}.`,
    )
  }
  return problems
}
