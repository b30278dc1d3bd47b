import type { FormBrowser, Page } from '@/lib/form-browser/browser'
import type { Send } from '@/lib/form-browser/request'
import type { PointState, SectionId, Source } from '@/lib/golive/check'
import type { Buyer } from '@/lib/probe/buyer'
import type { PingbackRun } from '@/lib/probe/pingbacks'

export type Mode = 'local' | 'test' | 'live'

/** One thing that the probe saw; the same kinds as on the go-live page. */
export interface Seen {
  kind: 'proof' | 'attack' | 'fault'
  what: string
  seen: string
}

/** The secret that signs the pingbacks, or why none are sent. */
export type Secret = { known: true; value: string } | { known: false; why: string }

export interface Finding {
  state: Extract<PointState, 'proven' | 'failed' | 'not_used' | 'unchecked'>
  sentence: string
  facts: readonly Seen[]
}

/** What the checks look at: the shop's pages as a guest and as a buyer got them. */
export interface Site {
  url: URL
  send: Send
  now: Date
  /** What the shop says of itself; `live` where it says nothing. */
  mode: Mode
  guest: FormBrowser
  home: Page
  buyer: Buyer
  /** Sends the signed pingbacks when the first check wants them. @throws where none may be sent */
  pingbacks: () => Promise<PingbackRun>
}

/** A check from outside. Its id is that of the point on the go-live page where it asks the same. */
export interface ProbeCheck {
  id: `${SectionId}${string}`
  section: SectionId
  title: string
  asked: string
  sources: readonly Source[]
  criterion: string
  rationale: string
  limits: string
  fix: string
  version: number
  look: (site: Site) => Finding | Promise<Finding>
}

/** A finding by what was seen: any fault fails it. */
export function judged(facts: readonly Seen[], proven: string): Finding {
  const faults = facts.filter(({ kind }) => kind === 'fault')
  const [first, ...more] = faults
  if (!first) return { state: 'proven', sentence: proven, facts }
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  return { state: 'failed', sentence: `${first.what}: ${first.seen}${others}.`, facts }
}

export const unchecked = (sentence: string): Finding => ({ state: 'unchecked', sentence, facts: [] })
export const notUsed = (sentence: string): Finding => ({ state: 'not_used', sentence, facts: [] })

/** What was seen, as a proof or as a fault. */
export function fact(isRight: boolean, what: string, seen: string): Seen {
  return { kind: isRight ? 'proof' : 'fault', what, seen }
}
