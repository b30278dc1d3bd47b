type Kind = 'info' | 'positive' | 'caution' | 'critical'

const looks: Record<Kind, string> = {
  info: 'bg-wash text-ink',
  positive: 'bg-positive-wash text-positive',
  caution: 'bg-caution-wash text-caution',
  critical: 'bg-critical-wash text-critical',
}

/** A state in a word. The colour only repeats what the word says. */
export function Tag({ kind, children }: { kind: Kind; children: string }) {
  return (
    <span className={`inline-block rounded-control px-2 py-px text-sm whitespace-nowrap ${looks[kind]}`}>
      {children}
    </span>
  )
}
