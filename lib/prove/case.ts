import type { Env } from '@/lib/env'
import type { Scene } from '@/lib/prove/scene'

/** What a step did, or found. Whoever writes it down masks it. */
export interface Told {
  sentence: string
  /** What was sent: `GET /api/pingback?…`. */
  request?: string
  /** What came back: `200 OK`. */
  answer?: string
}

/** What is done at the checkout of the operator's order, by their browser at the emulator and by themselves elsewhere. */
export interface CardTask {
  /** The test card, by what becomes of it (lib/checkout/test-cards.json); none where a saved card pays. */
  card?: 'approved' | 'review-accepted' | 'review-declined'
  /** What the payer does at the bank's page; without it, no bank asks. */
  bank?: 'approved' | 'declined' | 'left'
  /** Whether the box is ticked that saves the card. */
  saves?: boolean
}

/** What is bought: something paid for once, what can be bought again and again, credits, or a membership. */
export type Sold = 'goods' | 'again' | 'credits' | 'membership'

interface Titled {
  /** What is done, as an act: "Send the pingback again". */
  title: string
}

/** Done by the shop's own programs. */
export interface OwnStep extends Titled {
  act: (scene: Scene) => Promise<Told>
}

/** Done by somebody else, a person or Paymentwall: it is over when what it does is found in the shop's data. */
export interface AwaitedStep extends Titled {
  /** What is waited for: what a person is to do. */
  asks: string
  /** What the operator's browser does by itself at the emulator; none for what only a person can do. */
  task?: CardTask
  /** What came of it; undefined while nothing has. */
  found: (scene: Scene) => Promise<Told | undefined>
}

export type Step = OwnStep | AwaitedStep

/** Whether somebody else does a step. */
export const isAwaited = (step: Step): step is AwaitedStep => 'asks' in step

/** A case that makes evidence by doing what a buyer and Paymentwall would do. One is one small file in `cases`. */
export interface Case {
  /** Stable: a run names it. */
  id: string
  title: string
  /** The check points that it makes evidence for. */
  points: readonly string[]
  /** Whether it pays by card, so that it needs Brick keys. */
  paysByCard: boolean
  /** What must be for sale. */
  sells: Sold
  /** Why it can't be tried with some settings; undefined where it can. */
  unfit?: (env: Env) => string | undefined
  /** @param local whether the emulator answers, and not Paymentwall */
  steps: (local: boolean) => readonly Step[]
}
