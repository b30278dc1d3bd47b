import type { Check } from '@/lib/golive/check'
import { widgetReachable } from '@/lib/golive/checks/b1-widget'

/** D1.1: what B1 shows, under its older number. */
export const widgetAccessible: Check = {
  ...widgetReachable,
  id: 'D1.1',
  title: 'The widget is accessible',
  asked: 'The widget is integrated and reachable.',
  sources: [{ document: 'integration checklist', number: '1.1' }],
}
