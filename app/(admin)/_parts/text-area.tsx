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
    <div className="space-y-1.5">
      <label className="block space-y-1.5">
        <span className="block font-medium">{label}</span>
        <textarea
          name={name}
          required
          maxLength={maxLength}
          rows={rows}
          aria-describedby={hint && `${name}-hint`}
          className="block w-full rounded-control border border-edge bg-card px-3.5 py-2 text-ink"
        />
      </label>
      {hint && (
        <p id={`${name}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
