import { useEffect, useRef } from 'react'

/** As the `ref` of a form that shows what is wrong with it: moves the focus to the first control at fault, whenever it was sent. */
export function useFirstFault(state: unknown) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state])
  return form
}
