import { policies } from '@/lib/policies/policies'

const [terms, privacy, refunds] = policies

/** The sentence beside the box on the checkout: texts, and policies to link to. */
export const acceptancePieces = [
  'I have read and accept the ',
  terms,
  ', the ',
  privacy,
  ' and the ',
  refunds,
  '. I ask for delivery at once, and know that I lose the right to withdraw when I download.',
] as const

/** Follows it for a membership, whose terms stand above the box. */
export const membershipSentence = 'I agree to the terms of the membership above.'

/** Follows that one where the buyer has a membership already, so that nobody pays for two unawares. */
export const secondMembershipSentence =
  'I know that I have a membership already, and that this one is a second, charged in addition.'

const sentence = acceptancePieces.map((piece) => (typeof piece === 'string' ? piece : piece.title)).join('')

/**
 * What the buyer has read and accepted, as plain text, which is stored with the acceptance.
 *
 * @param membership the terms of a membership, sentence by sentence
 * @param isSecond whether the buyer has one already
 */
export function acceptanceWording(membership?: readonly string[], isSecond = false): string {
  if (!membership) return sentence
  const knowing = isSecond ? ` ${secondMembershipSentence}` : ''
  return `${membership.join(' ')}\n${sentence} ${membershipSentence}${knowing}`
}
