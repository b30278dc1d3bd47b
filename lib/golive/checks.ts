import type { Check, Question } from '@/lib/golive/check'
import { duplicates } from '@/lib/golive/checks/b8-duplicates'

/** Every check point, in the order of Paymentwall's papers. A new one is a file in `checks` and a line here. */
export const points: readonly (Check | Question)[] = [duplicates]
