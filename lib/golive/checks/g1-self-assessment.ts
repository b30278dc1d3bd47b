import type { Question } from '@/lib/golive/check'

/** G1: the PCI DSS self-assessment is filled in. */
export const selfAssessment: Question = {
  id: 'G1',
  title: 'The PCI DSS self-assessment is filled in',
  asked:
    'The merchant fills in a self-assessment questionnaire every year: SAQ A for the widget alone, SAQ A-EP where Brick.js takes cards.',
  sources: [{ document: 'PCI DSS', number: 'SAQ' }],
  criterion: 'A person says which form was filled in, and when.',
  rationale: 'Whoever takes cards answers for PCI DSS, also where the number never reaches the server.',
  limits: 'The shop cannot see the form.',
  fix: 'Fill in the form, and keep it with the merchant’s papers.',
  freshDays: 365,
  says: 'We have filled in the PCI DSS self-assessment questionnaire (SAQ A or SAQ A-EP) this year.',
}
