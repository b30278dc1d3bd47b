import type { Context } from 'hono'
import { originOf } from '../core/addresses'
import { isSame } from '../core/signature'
import type { BankRule, Challenge } from '../core/state'
import type { Emulator } from '../emulator'
import { BrickError } from './errors'

export type ChallengeTerms = Pick<Challenge, 'token' | 'amount' | 'currency' | 'plan'>

/** Opens the 3-D Secure step of a charge. The charge that follows it takes the challenge's charge id. */
export function openChallenge(
  emulator: Emulator,
  chargeId: string,
  terms: ChallengeTerms,
  redirectUrl: string | null,
): Challenge {
  const challenge: Challenge = {
    ...terms,
    id: emulator.randomUuid(),
    hash: emulator.randomHex(16),
    chargeId,
    redirectUrl,
    state: 'open',
    secureToken: emulator.randomHex(16),
    createdAt: emulator.clock.now(),
  }
  emulator.state.challenges.push(challenge)
  emulator.store.changed()
  return challenge
}

/** What the bank was told to do for a plan, if it was. */
export function bankRuleOf(emulator: Emulator, plan: string | null): BankRule | undefined {
  return emulator.state.bankRules.find((rule) => rule.plan === plan)
}

export function findChallenge(emulator: Emulator, id: string): Challenge | undefined {
  return emulator.state.challenges.find((challenge) => challenge.id === id)
}

/** The bank's answer to the payer. A second answer to the same question changes nothing. */
export function answerChallenge(
  emulator: Emulator,
  challenge: Challenge,
  state: 'approved' | 'declined',
): void {
  if (challenge.state !== 'open') return
  challenge.state = state
  emulator.store.changed()
}

/** The challenge that a second charge refers to; it must repeat the terms of the first and bear the bank's approval, once. */
export function passedChallenge(
  emulator: Emulator,
  chargeId: string,
  secureToken: string,
  terms: ChallengeTerms,
): Challenge {
  const challenge = emulator.state.challenges.find((candidate) => candidate.chargeId === chargeId)
  if (!challenge || !isSame(challenge.secureToken, secureToken) || challenge.token !== terms.token) {
    throw new BrickError(3112)
  }
  if (emulator.state.charges.some(({ id }) => id === chargeId)) throw new BrickError(3205)
  const hasSameTerms =
    Number(challenge.amount) === Number(terms.amount) &&
    challenge.currency === terms.currency &&
    challenge.plan === terms.plan
  if (!hasSameTerms || challenge.state !== 'approved') throw new BrickError(3012)
  return challenge
}

/** What the charge call answers instead of a charge: an address to go to, or a form that leads to the bank. */
export function challengeAnswer(
  emulator: Emulator,
  c: Context,
  challenge: Challenge,
  { returnsUrl }: { returnsUrl: boolean },
) {
  const origin = originOf(c)
  const secure = returnsUrl
    ? { redirect: `${origin}/api/brick/redirect/3ds/${challenge.id}/${challenge.hash}` }
    : { formHTML: bankForm(challenge, origin, emulator.project.brickPublicKey) }
  return { success: 0, secure }
}

function bankForm(challenge: Challenge, origin: string, publicKey: string): string {
  const key = `public_key=${encodeURIComponent(publicKey)}`
  const returnUrl = challenge.redirectUrl
    ? `&secure_redirect_url=${encodeURIComponent(challenge.redirectUrl)}`
    : ''
  const fields = {
    PaReq: challenge.hash,
    MD: challenge.id,
    TermUrl: `${origin}/api/brick/secure-payment?${key}${returnUrl}`,
  }
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('&', '&amp;')}">`,
  )
  const action = `${origin}/api/brick/secure-test-bank-page?${key}`
  return `<div><form action="${action}" method="POST">${inputs.join('')}</form></div>`
}
