import type { Question } from '@/lib/golive/check'

/** G5: the project is set up in the merchant area. */
export const projectSettings: Question = {
  id: 'G5',
  title: 'The project is set up in the merchant area',
  asked:
    'The project has the right API, pingback URL, signature version 3 and custom parameters, and its company data are complete.',
  sources: [{ document: 'technical review', number: 'Project' }],
  criterion: 'A person says that they compared the settings with docs/go-live.md.',
  rationale: 'A project with an older signature version sends what the shop refuses.',
  limits: 'The shop sees what arrives, not the settings of the project.',
  fix: 'Follow the table of settings in docs/go-live.md.',
  freshDays: 365,
  says: 'The project’s settings in the merchant area are as docs/go-live.md says.',
}
