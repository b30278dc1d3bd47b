import type { Currency } from '@/lib/currencies.mjs'
import type { Env } from '@/lib/env'
import type { PrismaClient } from '@/lib/generated/prisma/client'

/**
 * What is known of a check point: proven by what the shop did, failed, not yet tried, not used here, unchecked since its rule
 * broke, or said by a person.
 */
export type PointState = 'proven' | 'failed' | 'not_yet' | 'not_used' | 'unchecked' | 'said'

/** What a fact is about, for the link to it. */
export interface Subject {
  kind: 'order' | 'payment' | 'pingback' | 'arrival' | 'charge' | 'customer' | 'page' | 'setting'
  id: string
}

/**
 * One piece of evidence. A `proof` was done as is asked; an `attack` was tried against the shop and did not work; a `fault`
 * should not be. Texts are masked: no e-mail address, no secret, no card number.
 */
export interface Fact {
  kind: 'proof' | 'attack' | 'fault'
  /** What was looked at: "Pingback of type 0 for payment b123". */
  what: string
  /** What was seen: "answered OK after 4 ms". */
  seen: string
  /** When it happened. */
  at: Date
  subject?: Subject
  /** Which part of the criterion it shows, of a check that has parts. */
  part?: string | undefined
}

/** What a rule found. `facts` come newest first, 20 at most. */
export interface Judgement {
  state: Exclude<PointState, 'unchecked' | 'said'>
  /** Why, in one sentence. */
  sentence: string
  facts: readonly Fact[]
  /** How many of how many. */
  sample?: { passed: number; of: number }
}

/** What a rule may look at. Rows before `since` are too old for it, or belong to another mode or project: it never reads them. */
export interface Context {
  env: Env
  database: PrismaClient
  now: Date
  since: Date
  /** A page of this shop as a guest gets it, who may have chosen a currency, over the network at SHOP_URL. */
  visit: (path: string, currency?: Currency) => Promise<Visit>
}

export interface Visit {
  status: number
  headers: Headers
  body: string
}

/** Where a check point stands in Paymentwall's papers: the document, and its number there. */
export interface Source {
  document: 'technical review' | 'integration checklist' | 'website standards' | 'PCI DSS'
  number: string
}

export const sections = {
  A: 'How going live works',
  B: 'Widget and checkout',
  C: 'Brick',
  D: 'Integration checklist',
  E: 'Physical goods',
  F: 'Website standards',
  G: 'Attestations',
} as const

export type SectionId = keyof typeof sections

interface Point {
  /** Stable for ever: reports name it. */
  id: `${SectionId}${string}`
  title: string
  /** What Paymentwall asks, in its sense. */
  asked: string
  sources: readonly Source[]
  /** When it counts as proven, in words. */
  criterion: string
  /** Why it is asked. */
  rationale: string
  /** What the evidence does not show. */
  limits: string
  /** What to do when it is not proven. */
  fix: string
  /** For how many days evidence counts. */
  freshDays: number
}

/** A check point that the shop judges by its data. Its rule is one file. */
export interface Check extends Point {
  /** The rule's version: it rises with every change of what the rule means. */
  version: number
  /**
   * What must each be shown, where one proof is not enough: facts name the part that they show. Evidence that was kept proves
   * the point while it has a fresh fact for every part, and the part that was shown longest ago decides until when.
   */
  parts?: readonly string[]
  /** Why it does not apply to this shop; undefined where it does. */
  notUsed?: (context: Context) => Promise<string | undefined> | string | undefined
  judge: (context: Context) => Promise<Judgement>
}

/** A check point that only a person can confirm. */
export interface Question extends Point {
  /** What the person confirms: "Somebody reads and answers support@…". */
  says: string
}

/** Whether a check point is judged by data or confirmed by a person. */
export const isQuestion = (point: Check | Question): point is Question => 'says' in point
