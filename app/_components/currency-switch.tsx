import { type Currency, currencies } from '@/lib/currencies.mjs'

const action = '/api/currency'

const offered: readonly Currency[] = currencies

/** Choosing the currency of prices, by a form that needs no script; nothing where there is one alone. */
export function CurrencySwitch({ id, currency }: { id: string; currency: Currency }) {
  if (offered.length === 1) return null
  return (
    <form method="post" action={action} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <label htmlFor={id}>Currency</label>
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
        Change<span className="sr-only"> currency</span>
      </button>
    </form>
  )
}

/** The same by a button for each of some currencies. */
export function CurrencyButtons({ of }: { of: readonly Currency[] }) {
  return (
    <form method="post" action={action} className="mt-2 flex flex-wrap gap-x-4">
      {of.map((each) => (
        <button key={each} type="submit" name="currency" value={each} className="link min-h-11">
          Show prices in {each}
        </button>
      ))}
    </form>
  )
}
