import { hidden } from '@/app/_components/rich'
import { type Currency, currencies } from '@/lib/currencies.mjs'
import type { Locale } from '@/lib/languages/locale'

const action = '/api/currency'

const offered: readonly Currency[] = currencies

/** Choosing the currency of prices, by a form that needs no script; nothing where there is one alone. */
export function CurrencySwitch({ locale, id, currency }: { locale: Locale; id: string; currency: Currency }) {
  if (offered.length === 1) return null
  return (
    <form method="post" action={action} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <label htmlFor={id}>{locale.t('shop.currency.label')}</label>
      <select
        id={id}
        name="currency"
        defaultValue={currency}
        autoComplete="off"
        className="min-h-11 rounded-control border border-edge bg-card px-2"
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      <button type="submit" className="link min-h-11">
        {locale.t.rich('shop.currency.change', { hidden })}
      </button>
    </form>
  )
}

/** The same by a button for each of some currencies. */
export function CurrencyButtons({ locale, of }: { locale: Locale; of: readonly Currency[] }) {
  return (
    <form method="post" action={action} className="mt-2 flex flex-wrap gap-x-4">
      {of.map((each) => (
        <button key={each} type="submit" name="currency" value={each} className="link min-h-11">
          {locale.t('shop.currency.show', { currency: each })}
        </button>
      ))}
    </form>
  )
}
