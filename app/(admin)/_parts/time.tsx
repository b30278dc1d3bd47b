import { formatTime } from '@/lib/time'

/** A moment in the shop's time zone. */
export function Time({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap tabular-nums">
      {formatTime(at)}
    </time>
  )
}
