import type { Check } from '@/lib/golive/check'
import { companyShown } from '@/lib/golive/pages'

/** F1: the company’s name and address are shown. */
export const companyData: Check = {
  id: 'F1',
  version: 1,
  title: 'The company name and address are shown',
  asked:
    'The registered company name and address are on the site and visible on the final checkout page. The footer is enough.',
  sources: [{ document: 'website standards', number: '1' }],
  criterion:
    'The pages, fetched signed out, show the company’s name, registration and address as text. Outside the demo none of them is a placeholder.',
  rationale: 'Card schemes require that buyers see whom they are paying.',
  limits:
    'The checkout has the same footer but needs a sign-in, so this check does not fetch it: see the screenshots in the report. Whether the text matches the company register is attested in G3.',
  fix: 'Set COMPANY_NAME, COMPANY_REGISTRATION and COMPANY_ADDRESS as they are in the company register.',
  freshDays: 90,
  judge: companyShown,
}
