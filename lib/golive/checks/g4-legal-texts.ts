import type { Question } from '@/lib/golive/check'

/** G4: the policies are the merchant’s own. */
export const legalTexts: Question = {
  id: 'G4',
  title: 'The policies fit the merchant’s company',
  asked: 'The terms, privacy and refund policies are valid for the merchant’s company and country.',
  sources: [{ document: 'website standards', number: '2' }],
  criterion: 'A person attests who approved the texts.',
  rationale: 'The texts that come with the shop are only an example.',
  limits: 'The shop can’t judge its own legal texts.',
  fix: 'Have the texts approved, then publish a new version of the policies.',
  freshDays: 365,
  says: 'The three policies were approved for our company and the countries we sell to.',
}
