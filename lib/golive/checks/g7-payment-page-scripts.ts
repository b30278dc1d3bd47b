import type { Question } from '@/lib/golive/check'

/** G7: the payment page’s scripts are reviewed. */
export const reviewedScripts: Question = {
  id: 'G7',
  title: 'The payment page’s scripts are reviewed',
  asked:
    'Each script on the payment page is authorised and justified, and changes to the page are detected (PCI DSS 6.4.3 and 11.6.1).',
  sources: [{ document: 'PCI DSS', number: '6.4.3, 11.6.1' }],
  criterion: 'A person attests who reviews the list and the reports.',
  rationale: 'An unnoticed script could read card data as it is typed.',
  limits:
    'The shop enforces the list and reports what is blocked, but can’t know whether anyone reads the reports.',
  fix: 'Review the list in docs/payment-page.md and run npm run payment-page every week.',
  freshDays: 90,
  says: 'The list of payment-page scripts is reviewed, and its reports are acted on.',
}
