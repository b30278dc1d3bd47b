/** The look of an input in a line of them. */
export const control = 'block min-h-11 w-full rounded-control border border-edge bg-card px-3 text-ink'

/** One of several things; the first is what is meant unless another one is chosen. */
export function OneOf({
  name,
  label,
  value,
  choices,
}: {
  name: string
  label: string
  value: string | undefined
  choices: readonly (readonly [value: string, title: string])[]
}) {
  return (
    <label className="block max-sm:w-full">
      <span className="mb-1.5 block text-sm text-muted">{label}</span>
      <select name={name} defaultValue={value} className={control}>
        {choices.map(([choice, title]) => (
          <option key={choice} value={choice}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
