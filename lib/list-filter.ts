import { z } from 'zod'
import { zonedTime } from '@/lib/time'

/** A filter by a text. */
export const filterText = z.string().trim().max(256, 'It has 256 characters at most.').optional()

/** A filter by a moment in the shop's time zone: a day, which is its beginning, or a day and a time. */
export const filterMoment = z
  .string()
  .transform((text, context) => {
    const at = zonedTime(text)
    if (at) return at
    context.addIssue({ code: 'custom', message: 'Write it as 2026-11-26 or 2026-11-26T14:03.' })
    return z.NEVER
  })
  .optional()

/** What an address may hold beside filters: where a page of a list stands, and what came of an act. */
const noFilters = new Set(['older', 'newer', 'outcome'])

/** An address's query as Next hands it to a page. */
export type Query = Record<string, string | string[] | undefined>

/** The filters of a list as they were understood, and a sentence for each that was not. */
export interface ReadFilter<Filter> {
  filter: Filter
  faults: string[]
}

/**
 * Reads the filters of a list, for its page and its export alike. Empty ones count as none. One that is not understood is told
 * and never ignored: without it the list would hold more than was asked for.
 */
export function readFilter<Schema extends z.ZodObject>(
  schema: Schema,
  query: Query,
): ReadFilter<z.output<Schema>> {
  const given = Object.entries(query).filter(
    ([name, value]) => !noFilters.has(name) && (typeof value !== 'string' || value.trim() !== ''),
  )
  const { error } = z.strictObject(schema.shape).safeParse(Object.fromEntries(given))
  const issues = error?.issues ?? []
  const faulty = new Set(issues.flatMap((issue) => namesOf(issue)))
  const understood = given.filter(([name]) => !faulty.has(name))
  return {
    filter: schema.parse(Object.fromEntries(understood)),
    // One value may break several rules of the same words.
    faults: [...new Set(issues.flatMap((issue) => sentencesOf(issue, query, Object.keys(schema.shape))))],
  }
}

/** The query of an address, as a page is handed it. */
export function queryOf(parameters: URLSearchParams): Query {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function namesOf(issue: z.core.$ZodIssue): string[] {
  return issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]
}

function sentencesOf(issue: z.core.$ZodIssue, query: Query, known: readonly string[]): string[] {
  return namesOf(issue).map((name) => {
    const value = query[name]
    if (issue.code === 'unrecognized_keys') {
      return `There is no filter “${shortened(name)}” here. There are: ${known.join(', ')}.`
    }
    if (typeof value !== 'string') return `The filter “${name}” is given more than once.`
    const hint =
      issue.code === 'invalid_value' ? `It can be: ${issue.values.map(String).join(', ')}.` : issue.message
    return `The filter “${name}” is not understood: “${shortened(value)}”. ${hint}`
  })
}

function shortened(text: string): string {
  return text.length > 60 ? `${Array.from(text).slice(0, 60).join('')}…` : text
}
