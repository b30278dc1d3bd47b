import type { Check } from '@/lib/golive/check'
import { widgetReachable } from '@/lib/golive/checks/b1-widget'

/** D1.1: what B1 shows, under its older number. */
export const widgetAccessible: Check = {
  ...widgetReachable,
  id: 'D1.1',
  title: 'The widget can be reached',
  asked: 'The widget is integrated and can be reached.',
  sources: [{ document: 'integration checklist', number: '1.1' }],
}
