/** @jsxImportSource hono/jsx */
import { formatMoney } from '../currencies'
import { locales } from '../pages/languages'
import type { WidgetCall } from './call'
import type { CartSale } from './cart-sale'
import type { CreditsSale } from './credits-sale'
import type { GoodsSale } from './goods-sale'
import { type WidgetTexts, widgetTexts } from './texts'

/** What is sold, as the title of its page. */
export function saleName({ sale, language }: WidgetCall): string {
  if (sale.kind === 'digital-goods') return sale.offer.name
  return sale.kind === 'cart' ? widgetTexts[language].cart : sale.name
}

/** What is sold, its price and its terms. */
export function SaleHeader({ call }: { call: WidgetCall }) {
  const { sale, language } = call
  const texts = widgetTexts[language]
  const money = (amount: string, currency: string) => formatMoney(amount, currency, locales[language])
  return (
    <header class="offer">
      <h1>{saleName(call)}</h1>
      {sale.kind === 'digital-goods' && (
        <>
          <p class="price">{money(sale.offer.amount, sale.offer.currency)}</p>
          <Terms sale={sale} texts={texts} money={money} />
        </>
      )}
      {sale.kind === 'cart' && <Items sale={sale} texts={texts} money={money} />}
    </header>
  )
}

type Money = (amount: string, currency: string) => string

function Terms({ sale, texts, money }: { sale: GoodsSale; texts: WidgetTexts; money: Money }) {
  const { offer, afterTrial, recurring } = sale
  if (!offer.period) return <p>{texts.once}</p>
  if (afterTrial?.period) {
    const price = money(afterTrial.amount, afterTrial.currency)
    return <p>{texts.trial(offer.period, afterTrial.name, price, afterTrial.period)}</p>
  }
  return <p>{recurring ? texts.renews(offer.period) : texts.expires(offer.period)}</p>
}

function Items({ sale, texts, money }: { sale: CartSale; texts: WidgetTexts; money: Money }) {
  return (
    <>
      <dl class="items">
        {sale.items.map(({ name, amount }) => (
          <>
            <dt>{name}</dt>
            <dd>{money(amount, sale.currency)}</dd>
          </>
        ))}
        <dt>{texts.total}</dt>
        <dd class="price">{money(sale.total, sale.currency)}</dd>
      </dl>
      <p>{texts.once}</p>
    </>
  )
}

/** The price points of a virtual currency, of which the buyer takes one. */
export function PricePoints({ call, sale }: { call: WidgetCall; sale: CreditsSale }) {
  const { language } = call
  const count = new Intl.NumberFormat(locales[language])
  return (
    <fieldset>
      <legend>{widgetTexts[language].amountOf(sale.name)}</legend>
      {sale.pricePoints.map(({ amount, credits }, index) => (
        <label class="method">
          <input type="radio" name="point" value={String(index)} checked={index === 0} />
          <span>
            {count.format(credits)} {sale.name}
          </span>
          <span class="amount">{formatMoney(amount, sale.currency, locales[language])}</span>
        </label>
      ))}
    </fieldset>
  )
}
