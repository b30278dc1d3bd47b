import type { Question } from '@/lib/golive/check'

/** G1: the PCI DSS self-assessment is filled in. */
export const selfAssessment: Question = {
  id: 'G1',
  title: 'The PCI DSS self-assessment is complete',
  asked:
    'The merchant completes a self-assessment questionnaire every year: SAQ A for the widget only, SAQ A-EP with Brick.js.',
  sources: [{ document: 'PCI DSS', number: 'SAQ' }],
  criterion: 'A person attests which form was completed, and when.',
  rationale:
    'PCI DSS applies to every merchant that accepts cards, even if the number never reaches the server.',
  limits: 'The shop can’t see the form.',
  fix: 'Complete the form and keep it on file.',
  freshDays: 365,
  says: 'We have completed the PCI DSS self-assessment questionnaire (SAQ A or SAQ A-EP) for this year.',
}
