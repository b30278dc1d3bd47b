import type { ReactNode } from 'react'
import { Button } from '@/app/_components/button'
import { PageLink } from '@/app/_components/page-link'
import { control, OneOf } from '@/app/(admin)/_parts/one-of'

/** A form that narrows a list. It sends by GET, so the filters stand in the address and can be kept as a bookmark. */
export function Filters({
  path,
  isActive,
  children,
}: {
  path: string
  /** Whether the list is narrowed now. */
  isActive: boolean
  children: ReactNode
}) {
  return (
    <form action={path} className="flex flex-wrap items-end gap-3">
      {children}
      <Button type="submit" variant="secondary" className="min-h-11">
        Filter
      </Button>
      {isActive && (
        <PageLink href={path} className="link inline-flex min-h-11 items-center">
          Show all
        </PageLink>
      )}
    </form>
  )
}

/** A filter by a text, a day, or a moment in the shop's time zone. */
export function TextFilter({
  name,
  label,
  value,
  type = 'text',
}: {
  name: string
  label: string
  value: unknown
  type?: 'text' | 'date' | 'datetime-local'
}) {
  return (
    <label className="block max-sm:w-full">
      <span className="block text-sm text-muted">{label}</span>
      <input
        name={name}
        type={type}
        defaultValue={typeof value === 'string' ? value : ''}
        maxLength={256}
        autoComplete="off"
        className={control}
      />
    </label>
  )
}

/** A filter by one of some words; the first choice is all of them. */
export function ChoiceFilter({
  name,
  label,
  value,
  choices,
}: {
  name: string
  label: string
  value: unknown
  choices: readonly (readonly [value: string, title: string])[]
}) {
  return (
    <OneOf
      name={name}
      label={label}
      value={typeof value === 'string' ? value : ''}
      choices={[['', 'All'], ...choices]}
    />
  )
}
