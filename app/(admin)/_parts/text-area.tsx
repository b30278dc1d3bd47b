/** A labelled field for a text of several lines. */
export function TextArea({
  name,
  label,
  hint,
  maxLength,
  rows = 4,
}: {
  name: string
  label: string
  hint?: string
  maxLength: number
  rows?: number
}) {
  return (
    <label className="block space-y-1.5">
      <span className="block font-medium">{label}</span>
      <textarea
        name={name}
        required
        maxLength={maxLength}
        rows={rows}
        className="block w-full rounded-control border border-edge bg-card px-3.5 py-2 text-ink"
      />
      {hint && <span className="block text-sm text-muted">{hint}</span>}
    </label>
  )
}
