import { z } from 'zod'

/** What was typed into the search box; empty for anything else. */
export const searchText = z
  .string()
  .transform((text) => text.replaceAll('\0', '').trim().slice(0, 256))
  .catch('')
