import type { Locale } from '@/lib/languages/locale'
import type { Money } from '@/lib/money'

interface Props {
  locale: Locale
  money: Money
  className?: string
}

/** Money, as people read it. */
export function Price({ locale, money, className }: Props) {
  return <span className={`whitespace-nowrap tabular-nums ${className ?? ''}`}>{locale.money(money)}</span>
}
