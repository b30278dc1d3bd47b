import type { Check } from '@/lib/golive/check'
import { companyShown } from '@/lib/golive/pages'

/** F1: the company’s name and address are shown. */
export const companyData: Check = {
  id: 'F1',
  version: 1,
  title: 'The company’s name and address are shown',
  asked:
    'The registered company name and address are on the site, and visible on the final checkout page; the footer suffices.',
  sources: [{ document: 'website standards', number: '1' }],
  criterion:
    'The pages, fetched signed out, show the company’s name, registration and address as text; outside the demo none is a placeholder.',
  rationale: 'Card schemes want buyers to see whom they pay.',
  limits:
    'The checkout has the same footer, but needs a sign-in, so this check does not fetch it: see the screenshots in the report. Whether the text equals the registry entry is said in G3.',
  fix: 'Set COMPANY_NAME, COMPANY_REGISTRATION and COMPANY_ADDRESS as the registry has them.',
  freshDays: 90,
  judge: companyShown,
}
