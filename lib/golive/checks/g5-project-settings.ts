import type { Question } from '@/lib/golive/check'

/** G5: the project is set up in the merchant area. */
export const projectSettings: Question = {
  id: 'G5',
  title: 'The project is set up in the merchant area',
  asked:
    'The project has the right API, pingback URL, signature version 3 and custom parameters, and its company data are complete.',
  sources: [{ document: 'technical review', number: 'Project' }],
  criterion: 'A person attests that they compared the settings with docs/go-live.md.',
  rationale: 'With an older signature version, the shop refuses the project’s pingbacks.',
  limits: 'The shop sees pingbacks, not the project’s settings.',
  fix: 'Follow the settings table in docs/go-live.md.',
  freshDays: 365,
  says: 'The project’s settings in the merchant area match docs/go-live.md.',
}
