import type { Question } from '@/lib/golive/check'

/** G3: the company data are those of the registry. */
export const registryEntry: Question = {
  id: 'G3',
  title: 'The company data are those of the registry',
  asked: 'Company name and address on the site equal the registry entry.',
  sources: [{ document: 'website standards', number: '1' }],
  criterion: 'A person says that they compared them.',
  rationale: 'Paymentwall compares them in its review.',
  limits: 'The shop cannot look into a company registry.',
  fix: 'Compare the footer with the registry entry, letter by letter.',
  freshDays: 365,
  says: 'Name, registration number and address in the footer are those of the company registry.',
}
