import { z } from 'zod'

const time = z.iso.datetime()
const text = z.string()

const factSchema = z.object({
  kind: z.enum(['proof', 'attack', 'fault']),
  what: text,
  seen: text,
  at: time,
  /** `arrival:42` (lib/golive/evidence.ts). */
  subject: text.optional(),
})

const assessedPointSchema = z.object({
  id: text,
  section: z.enum(['A', 'B', 'C', 'D', 'E', 'F', 'G']),
  title: text,
  asked: text,
  sources: z.array(z.object({ document: text, number: text })),
  criterion: text,
  rationale: text,
  limits: text,
  fix: text,
  freshDays: z.number(),
  /** The rule's version; none where only a person can say. */
  rule: z.number().optional(),
  state: z.enum(['proven', 'failed', 'not_yet', 'not_used', 'unchecked', 'said']),
  sentence: text,
  facts: z.array(factSchema),
  sample: z.object({ passed: z.number(), of: z.number() }).optional(),
  freshUntil: time.optional(),
  error: text.optional(),
  statement: z.object({ text, name: text, saidAt: time, until: time }).optional(),
  flags: z.array(z.object({ reason: text, at: time, answer: text.optional() })),
})

/** All check points as they stood at one time, and the shop they are about: what a report is made of. */
export const assessmentSchema = z.object({
  asOf: time,
  mode: z.enum(['local', 'test', 'live']),
  /** lib/golive/project.ts */
  project: text,
  shop: z.object({ name: text, url: text }),
  company: z.object({ name: text, registration: text, address: text }),
  versions: z.object({ shop: text, commit: text, next: text, node: text, migration: text }),
  points: z.array(assessedPointSchema),
})

export type AssessedPoint = z.infer<typeof assessedPointSchema>
export type Assessment = z.infer<typeof assessmentSchema>
