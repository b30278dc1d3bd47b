import type { Question } from '@/lib/golive/check'

/** G3: the company data are those of the registry. */
export const registryEntry: Question = {
  id: 'G3',
  title: 'The company data matches the company register',
  asked: 'The company name and address on the site match the register entry.',
  sources: [{ document: 'website standards', number: '1' }],
  criterion: 'A person attests that they compared the two.',
  rationale: 'Paymentwall compares them in its review.',
  limits: 'The shop can’t look into a company register.',
  fix: 'Compare the footer with the register entry, letter by letter.',
  freshDays: 365,
  says: 'The name, registration number and address in the footer match the company register.',
}
