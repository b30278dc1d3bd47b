import type { ReactNode } from 'react'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { control, OneOf } from '@/app/(admin)/_parts/one-of'
import type { ReadFilter } from '@/lib/list-filter'
import type { Page } from '@/lib/paging'

/** A form that narrows a list. It sends by GET, so the filters stand in the address and can be kept as a bookmark. */
export function Filters({
  path,
  read,
  children,
}: {
  path: string
  /** The filters of this request. */
  read: ReadFilter<object>
  children: ReactNode
}) {
  const { faults } = read
  return (
    <div className="space-y-4">
      <form action={path} className="flex flex-wrap items-end gap-3 max-sm:grid max-sm:grid-cols-2">
        {children}
        <Button type="submit" variant="secondary" className="min-h-11">
          Filter
        </Button>
        {isNarrowed(read) && (
          <PageLink href={path} className="link inline-flex min-h-11 items-center">
            Show all
          </PageLink>
        )}
      </form>
      {faults.length > 0 && (
        <Notice kind="critical" title="Nothing is shown, because a filter is not understood">
          {faults.map((fault) => (
            <p key={fault} className="break-words">
              {fault}
            </p>
          ))}
        </Notice>
      )}
    </div>
  )
}

/** Whether the filters of a request narrow their list, as those do too that are not understood. */
export function isNarrowed({ filter, faults }: ReadFilter<object>): boolean {
  return faults.length > 0 || Object.values(filter).some(Boolean)
}

/** Reads a page of a list; of one whose filters are not understood, no rows. */
export async function readNarrowed<Found extends Page<unknown>>(
  { faults }: ReadFilter<object>,
  read: () => Promise<Found>,
): Promise<Found | NoRows<Found>> {
  const none = { rows: [], older: undefined, newer: undefined } as unknown as NoRows<Found>
  return faults.length === 0 ? read() : none
}

type NoRows<Found> = Page<never> & { [Other in Exclude<keyof Found, keyof Page<unknown>>]?: undefined }

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
    <label className={`block max-sm:w-full ${type === 'datetime-local' ? 'max-sm:col-span-2' : ''}`}>
      <span className="mb-1.5 block text-sm text-muted">{label}</span>
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
