import { z } from 'zod'

/** The text of a private note. Forms send line ends of two characters, and count one. */
export const noteText = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
  .pipe(z.string().min(1, 'the note is empty').max(4000, 'the note is longer than 4,000 characters'))
