import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'

/** The form of an act: names its own page, to which the operator is led back with what came of it. */
export function ActForm({
  action,
  back,
  submit,
  pending,
  fields = {},
  isQuiet = false,
  children,
}: {
  action: (form: FormData) => Promise<void>
  /** The page that the form stands on, with its query. */
  back: string
  /** What the button says, and what it says while the form is on its way. */
  submit: ReactNode
  pending: string
  /** Fields that nobody sees. */
  fields?: Record<string, string>
  isQuiet?: boolean
  children?: ReactNode
}) {
  return (
    <form action={action} className="space-y-4">
      <input type="hidden" name="back" value={back} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <SubmitButton pendingText={pending} variant={isQuiet ? 'secondary' : 'primary'}>
        {submit}
      </SubmitButton>
    </form>
  )
}
