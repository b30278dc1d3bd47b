import { z } from 'zod'

/** Keys that are imported at once, at most. */
export const mostKeys = 10_000

/** A key as it may be imported: printable, without spaces around or control characters in it. */
const keySchema = z
  .string()
  .min(4)
  .max(200)
  .regex(/^[^\p{C}]+$/u)

/** What a list of keys, one a line, comes to. */
export interface KeyList {
  /** Each once, in the order of the list. */
  keys: string[]
  /** Lines that name a key of an earlier line. */
  repeated: number
  /** The numbers of lines that can't be a key. */
  faulty: number[]
}

/** Reads keys, one a line; spaces around a key and empty lines don't count. */
export function readKeys(text: string): KeyList {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const keys = new Set<string>()
  const faulty: number[] = []
  let repeated = 0
  for (const [index, line] of lines.entries()) {
    const key = line.trim()
    if (key === '') continue
    if (!keySchema.safeParse(key).success) faulty.push(index + 1)
    else if (keys.has(key)) repeated++
    else keys.add(key)
  }
  return { keys: [...keys], repeated, faulty }
}
