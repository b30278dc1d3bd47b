import { CheckedTextArea } from '@/app/(admin)/_parts/checked-field'

/** A labelled field for a text of several lines, which is asked for. */
export function TextArea({
  rows = 4,
  ...field
}: {
  name: string
  label: string
  hint?: string
  maxLength: number
  rows?: number
}) {
  return <CheckedTextArea {...field} rows={rows} required />
}
