import { formatMoney } from '@/lib/money'

/** An amount in minor units, as people read it. */
export function Price({
  amount,
  currency,
  className,
}: {
  amount: number
  currency: string
  className?: string
}) {
  return (
    <span className={`whitespace-nowrap tabular-nums ${className ?? ''}`}>
      {formatMoney(amount, currency)}
    </span>
  )
}
