import { lastValue, type Parameter } from '../core/parameters'
import type { CardToken } from '../core/state'
import type { Emulator } from '../emulator'
import { brandOf, issuerAnswer, passesLuhn } from './cards'
import { BrickError } from './errors'

/** Turns card data into a one-time token. What is kept of the card is what a receipt shows, and what its bank will answer. */
export function tokenize(emulator: Emulator, parameters: readonly Parameter[]): CardToken {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  if (parameters.length === 0) throw new BrickError(200)
  if (get('public_key') !== emulator.project.brickPublicKey) throw new BrickError(2111)
  if (get('card[token]')) return tokenFromStoredCard(emulator, get('card[token]'), get('card[cvv]'))

  const number = get('card[number]').replace(/[ -]/g, '')
  if (!/^\d{12,16}$/.test(number) || !passesLuhn(number)) throw new BrickError(224)
  const expiry = readExpiry(emulator, get('card[exp_month]'), get('card[exp_year]'))
  const cvv = get('card[cvv]')
  if (!/^\d{3,4}$/.test(cvv)) throw new BrickError(225)

  return addOneTimeToken(emulator, {
    card: {
      type: brandOf(number) ?? 'Unknown',
      last4: number.slice(-4),
      bin: number.slice(0, 6),
      exp_month: expiry.month,
      exp_year: expiry.year,
      country: 'US',
      name: '',
    },
    answer: issuerAnswer(number, cvv),
  })
}

function tokenFromStoredCard(emulator: Emulator, permanentToken: string, cvv: string): CardToken {
  const stored = usableToken(emulator, permanentToken)
  if (!/^\d{3,4}$/.test(cvv)) throw new BrickError(225)
  return addOneTimeToken(emulator, { card: stored.card, answer: stored.answer })
}

function readExpiry(emulator: Emulator, monthText: string, yearText: string) {
  const year = /^\d{2}$/.test(yearText) ? `20${yearText}` : yearText
  const month = monthText.padStart(2, '0')
  if (!/^(0[1-9]|1[0-2])$/.test(month) || !/^\d{4}$/.test(year)) throw new BrickError(223)
  const endOfMonth = Date.UTC(Number(year), Number(month))
  if (endOfMonth <= emulator.clock.now()) throw new BrickError(223)
  return { month, year }
}

function isTestKey(emulator: Emulator): boolean {
  return emulator.project.brickPublicKey.startsWith('t_')
}

function addOneTimeToken(emulator: Emulator, content: Pick<CardToken, 'card' | 'answer'>): CardToken {
  const minutes = emulator.state.settings.tokenMinutes
  const token: CardToken = {
    ...content,
    token: `${isTestKey(emulator) ? 'ot' : 'o'}_${emulator.randomHex(16)}`,
    kind: 'one-time',
    status: 'usable',
    expiresAt: emulator.clock.now() + minutes * 60_000,
  }
  emulator.state.tokens.push(token)
  emulator.store.changed()
  return token
}

/** The stored card behind a charge: a token without an end, whose bank has already approved it once. */
export function addPermanentToken(emulator: Emulator, card: CardToken['card']): CardToken {
  const token: CardToken = {
    token: emulator.randomHex(16),
    kind: 'permanent',
    status: 'usable',
    expiresAt: null,
    card,
    answer: { kind: 'approved' },
  }
  emulator.state.tokens.push(token)
  return token
}

export function findToken(emulator: Emulator, token: string): CardToken | undefined {
  return emulator.state.tokens.find((candidate) => candidate.token === token)
}

/** A token that can pay now; throws 3111, 3112, 3114, or 3205 for one that has already paid. */
export function usableToken(emulator: Emulator, text: string): CardToken {
  const token = findToken(emulator, text)
  if (!token) throw new BrickError(3111)
  if (token.status === 'deleted') throw new BrickError(3114)
  if (token.status === 'used') throw new BrickError(3205)
  if (token.expiresAt !== null && token.expiresAt <= emulator.clock.now()) throw new BrickError(3112)
  return token
}

/** The token as the provider answers it. */
export function tokenView(emulator: Emulator, token: CardToken) {
  const { type, last4, bin, exp_month, exp_year } = token.card
  const now = emulator.clock.now()
  return {
    type: 'token',
    token: token.token,
    test: isTestKey(emulator) ? 1 : 0,
    expires_in: Math.max(0, Math.floor(((token.expiresAt ?? now) - now) / 1000)),
    active: 1,
    card: { type, last4, bin, exp_month, exp_year },
  }
}
