import type { ComponentProps, ReactNode } from 'react'

export type Described = {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and how to fix it. */
  error?: ReactNode
}

/** What ties a control to its hint and its error. */
export function ariaOf(id: string | undefined, { hint, error }: Described) {
  return {
    'aria-invalid': error ? true : undefined,
    'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  }
}

/** The hint and the error of a control. */
function FieldHints({ id, hint, error }: { id: string | undefined } & Omit<Described, 'label'>) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-critical">
          {error}
        </p>
      )}
    </>
  )
}

/** A control with its label above it, and its hint and its error below. */
export function Labelled({
  id,
  label,
  hint,
  error,
  className,
  children,
}: Described & { id: string | undefined; className?: string | undefined; children: ReactNode }) {
  return (
    <div className={`space-y-1.5 ${className ?? ''}`}>
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      {children}
      <FieldHints id={id} hint={hint} error={error} />
    </div>
  )
}

/** A labelled input. Its `id` is its `name` unless given. */
export function Field({ label, hint, error, className, ...input }: Described & ComponentProps<'input'>) {
  const id = input.id ?? input.name
  return (
    <Labelled id={id} label={label} hint={hint} error={error} className={className}>
      <input
        {...input}
        {...ariaOf(id, { label, hint, error })}
        id={id}
        className="block min-h-12 w-full rounded-control border border-edge bg-card px-3.5 py-2 text-ink placeholder:text-muted aria-invalid:border-2 aria-invalid:border-critical"
      />
    </Labelled>
  )
}

/** The look of a control that is higher than a line. */
export const areaLook =
  'block w-full rounded-control border border-edge bg-card px-3.5 py-2 text-ink aria-invalid:border-2 aria-invalid:border-critical'

/** A labelled input of several lines. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...input
}: Described & ComponentProps<'textarea'>) {
  const id = input.id ?? input.name
  return (
    <Labelled id={id} label={label} hint={hint} error={error} className={className}>
      <textarea {...input} {...ariaOf(id, { label, hint, error })} id={id} className={areaLook} />
    </Labelled>
  )
}

/** A checkbox with its label next to it. */
export function Checkbox({ label, hint, error, className, ...input }: Described & ComponentProps<'input'>) {
  const id = input.id ?? input.name
  return (
    <div className={`space-y-1.5 ${className ?? ''}`}>
      <label htmlFor={id} className="flex gap-3">
        <input
          {...input}
          {...ariaOf(id, { label, hint, error })}
          id={id}
          type="checkbox"
          className="mt-1 size-5 shrink-0 accent-accent"
        />
        <span>{label}</span>
      </label>
      <FieldHints id={id} hint={hint} error={error} />
    </div>
  )
}
