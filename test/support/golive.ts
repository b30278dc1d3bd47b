import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Check, Context, Judgement, Visit } from '@/lib/golive/check'

/** What a guest gets from the shop: the body of a page by its path, or the whole answer; 404 for others. */
export type Pages =
  | Record<string, string | Partial<Visit>>
  | ((path: string) => string | Partial<Visit> | undefined)

/** An answer to every visit; a query is looked up with its path, or without. */
export function visitor(pages: Pages): Context['visit'] {
  return async (path) => {
    const place = path.split('?', 1)[0] ?? ''
    const page = typeof pages === 'function' ? pages(place) : (pages[path] ?? pages[place])
    const given = typeof page === 'string' ? { body: page } : page
    return { status: page === undefined ? 404 : 200, headers: new Headers(), body: '', ...given }
  }
}

/** What the listener answers to what is no genuine pingback, and the guard to a card number. */
const soundPages: Pages = { '/api/pingback': { status: 403, body: 'NOK' } }

const dayMs = 86_400_000

function contextOf(check: Check, changes: Partial<Context>): Context {
  const now = new Date()
  return {
    env: env(),
    database: db(),
    now,
    since: new Date(now.getTime() - check.freshDays * dayMs),
    visit: visitor(soundPages),
    ...changes,
  }
}

/** What a rule finds, in this shop unless told otherwise. */
export const judge = (check: Check, changes: Partial<Context> = {}): Promise<Judgement> =>
  check.judge(contextOf(check, changes))

/** Why a rule is not used. */
export const notUsed = async (check: Check, changes: Partial<Context> = {}) =>
  check.notUsed?.(contextOf(check, changes))

export interface Cases {
  /** Makes what proves the point. */
  prove?: () => Promise<unknown>
  /** What a guest sees while it is as it should be. */
  pages?: Pages
  proven: RegExp
  /** What was tried against the shop is among the facts. */
  attack?: RegExp
  /** Makes the fault for which the rule exists. */
  spoil?: () => Promise<unknown>
  /** What a guest sees with the fault. */
  spoiled?: Pages
  /** The reason of the failure. */
  failed: RegExp
  /** It looks at how the shop is now, and not at rows. */
  isNow?: boolean
}

/** A rule's four states: nothing known, proven, too old or of another project, failed. */
export function checkCases(check: Check, cases: Cases): void {
  const { prove, proven, attack, spoil, failed, isNow, pages = soundPages, spoiled = pages } = cases
  describe(`${check.id}: ${check.title}`, () => {
    if (!isNow) {
      test('not yet, as long as nothing has happened', async () => {
        const judgement = await judge(check, { visit: visitor(pages) })
        expect(judgement).toMatchObject({ state: 'not_yet', sentence: expect.stringMatching(/^[A-Z].*\.$/) })
      })
    }

    test('proven by what the shop did', async () => {
      await prove?.()
      const judgement = await judge(check, { visit: visitor(pages) })
      expect(judgement).toMatchObject({ state: 'proven', sentence: expect.stringMatching(proven) })
      expect(judgement.facts.some(({ kind }) => kind === 'proof')).toBe(true)
      expect(judgement.facts.length).toBeLessThanOrEqual(20)
      if (attack) {
        const tried = judgement.facts.filter(({ kind }) => kind === 'attack')
        expect(tried.map(({ what, seen }) => `${what}: ${seen}`).join('\n')).toMatch(attack)
      }
    })

    if (!isNow) {
      test('not yet, where it is too old or belongs to another project', async () => {
        const later = new Date(Date.now() + 2 * dayMs)
        const judgement = await judge(check, { now: later, since: later, visit: visitor(pages) })
        expect(judgement.state).toBe('not_yet')
      })
    }

    test('failed by the fault that it is there for', async () => {
      await spoil?.()
      const judgement = await judge(check, { visit: visitor(spoiled) })
      expect(judgement).toMatchObject({ state: 'failed', sentence: expect.stringMatching(failed) })
      expect(judgement.facts.some(({ kind }) => kind === 'fault')).toBe(true)
    })
  })
}

/**
 * A rule that shows under a number of its own what another one, proven by tests of its own, shows: all is the same but what
 * names it, and what is given here.
 */
export function checkTwin(twin: Check, proven: Check, own: Partial<Check> = {}): void {
  test(`${twin.id}: ${twin.title}: judged as ${proven.id} is`, () => {
    const { id, title, asked, sources } = twin
    expect(twin).toEqual({ ...proven, id, title, asked, sources, ...own })
    expect(twin.judge).toBe(proven.judge)
    expect([id, sources]).not.toEqual([proven.id, proven.sources])
  })
}
