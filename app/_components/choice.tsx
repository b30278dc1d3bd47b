import type { ComponentProps } from 'react'
import { areaLook, ariaOf, type Described, Labelled } from '@/app/_components/field'

/** A labelled choice of one of some words. */
export function Choice({
  label,
  hint,
  error,
  className,
  choices,
  ...input
}: Described & ComponentProps<'select'> & { choices: readonly (readonly [value: string, title: string])[] }) {
  const id = input.id ?? input.name
  return (
    <Labelled id={id} label={label} hint={hint} error={error} className={className}>
      <select
        // React sets a choice back to the first one that it was drawn with.
        key={String(input.defaultValue)}
        {...input}
        {...ariaOf(id, { label, hint, error })}
        id={id}
        className={`${areaLook} min-h-12`}
      >
        {choices.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </Labelled>
  )
}
