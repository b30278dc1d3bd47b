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

/** The same sentence as plain text, which is stored with the acceptance. */
export const acceptanceWording = acceptancePieces
  .map((piece) => (typeof piece === 'string' ? piece : piece.title))
  .join('')
