import { policies } from '@/lib/policies/policies'

const [terms, privacy, refunds] = policies

/** The label of the checkbox at the checkout: texts, and policies to link to. */
export const acceptancePieces = [
  'I have read and accept the ',
  terms,
  ', the ',
  privacy,
  ' and the ',
  refunds,
  '. I request immediate delivery, and understand that I lose my right to withdraw once I download.',
] as const

/** Added for a membership, whose terms are shown above the checkbox. */
export const membershipSentence = 'I accept the membership terms above.'

/** Added when the buyer already has a membership, so that nobody pays for two by accident. */
export const secondMembershipSentence =
  'I understand that I already have a membership, and that this is a second one, charged separately.'

const sentence = acceptancePieces.map((piece) => (typeof piece === 'string' ? piece : piece.title)).join('')

/**
 * What the buyer has read and accepted, as plain text, which is stored with the acceptance.
 *
 * @param membership the terms of a membership, sentence by sentence
 * @param isSecond whether the buyer already has one
 */
export function acceptanceWording(membership?: readonly string[], isSecond = false): string {
  if (!membership) return sentence
  const second = isSecond ? ` ${secondMembershipSentence}` : ''
  return `${membership.join(' ')}\n${sentence} ${membershipSentence}${second}`
}
