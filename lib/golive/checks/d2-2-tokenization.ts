import type { Check } from '@/lib/golive/check'
import { tokenization } from '@/lib/golive/checks/c2-tokenization'

/** D2.2: what C2 shows, under its older number. */
export const brickTokens: Check = {
  ...tokenization,
  id: 'D2.2',
  title: 'Cards are exchanged for tokens by Brick.js',
  asked: 'Brick.js creates tokens in the browser.',
  sources: [{ document: 'integration checklist', number: '2.2' }],
}
