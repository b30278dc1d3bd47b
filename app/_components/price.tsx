import { formatMoney, type Money } from '@/lib/money'

/** Money, as people read it. */
export function Price({ money, className }: { money: Money; className?: string }) {
  return <span className={`whitespace-nowrap tabular-nums ${className ?? ''}`}>{formatMoney(money)}</span>
}
