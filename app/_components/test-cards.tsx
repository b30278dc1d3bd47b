import allCards from '@/lib/checkout/test-cards.json'
import { env } from '@/lib/env'
import type { en } from '@/lib/languages/en'
import type { Locale } from '@/lib/languages/locale'

type Outcome = keyof typeof en.checkout.testCards.outcomes

/** Card numbers with the same behaviour, with what each security code does. */
function groups() {
  const byOutcomes = new Map<string, { numbers: string[]; rows: typeof allCards }>()
  for (const number of new Set(allCards.map((card) => card.number))) {
    const rows = allCards.filter((card) => card.number === number)
    const outcomes = JSON.stringify(rows.map(({ cvv, outcome }) => [cvv, outcome]))
    const group = byOutcomes.get(outcomes) ?? { numbers: [], rows }
    byOutcomes.set(outcomes, { ...group, numbers: [...group.numbers, number] })
  }
  return [...byOutcomes.values()]
}

const grouped = (number: string) => number.replace(/(\d{4})(?=\d)/g, '$1 ')

/** The test cards and what each does; nothing in live mode. */
export function TestCards({ locale: { t }, isOpen = false }: { locale: Locale; isOpen?: boolean }) {
  if (env().PAYMENTWALL_MODE === 'live') return null
  return (
    <details open={isOpen} className="max-w-2xl text-sm">
      <summary className="py-2 font-medium">{t('checkout.testCards.title')}</summary>
      {groups().map(({ numbers, rows }) => (
        <div key={numbers[0]} className="space-y-2 pb-4">
          <ul className="font-mono text-base">
            {numbers.map((number) => (
              <li key={number}>{grouped(number)}</li>
            ))}
          </ul>
          <p className="text-muted">{t('checkout.testCards.any')}</p>
          <table className="w-full text-left">
            <thead>
              <tr className="border-b border-line">
                <th className="py-2 pr-6 font-medium">{t('checkout.testCards.code')}</th>
                <th className="py-2 font-medium">{t('checkout.testCards.happens')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((card) => (
                <tr key={card.cvv} className="border-b border-line align-top">
                  <td className="py-2 pr-6">
                    <span className="font-mono">{card.cvv}</span>
                    {card.standsForAnyOtherCvv && (
                      <span className="text-muted"> {t('checkout.testCards.orAny')}</span>
                    )}
                  </td>
                  <td className="py-2">{t(`checkout.testCards.outcomes.${card.outcome as Outcome}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </details>
  )
}
