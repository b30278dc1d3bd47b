import type { Question } from '@/lib/golive/check'

/** G7: the payment page’s scripts are reviewed. */
export const reviewedScripts: Question = {
  id: 'G7',
  title: 'The payment page’s scripts are reviewed',
  asked:
    'Each script on the payment page is authorised and justified, and changes to the page are noticed (PCI DSS 6.4.3 and 11.6.1).',
  sources: [{ document: 'PCI DSS', number: '6.4.3, 11.6.1' }],
  criterion: 'A person says who reviews the list and the reports.',
  rationale: 'A script that comes in unseen could read the card as it is typed.',
  limits:
    'The shop enforces its list and reports what is blocked. That somebody reads the reports is not in its data.',
  fix: 'Read the list in docs/payment-page.md and run npm run payment-page every week.',
  freshDays: 90,
  says: 'Somebody reviews the list of payment-page scripts and acts on its reports.',
}
