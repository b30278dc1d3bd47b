'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from '@/app/_components/button'

/** A form's submit button. While the form is being sent it shows so and can't be pressed again. */
export function SubmitButton({
  pendingText,
  children,
  ...rest
}: { pendingText: string } & ComponentProps<typeof Button>) {
  const { pending } = useFormStatus()
  return (
    <Button
      {...rest}
      type="submit"
      // A button that is disabled loses the focus, and does not get it back.
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
    >
      {pending ? pendingText : children}
    </Button>
  )
}
