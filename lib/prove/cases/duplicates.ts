import type { Case, OwnStep } from '@/lib/prove/case'
import { genuinePairs, isOk, sendPingback } from '@/lib/prove/pingback'
import { heldIn, recalled, standing } from '@/lib/prove/scene'
import { isDelivered, isPaidFor } from '@/lib/prove/steps'

const atOnce = 20

const repeats = (times: number, title: string): OwnStep => ({
  title,
  act: async (scene) => {
    const pairs = await genuinePairs(recalled(scene, 'ref'), 0)
    const answers = await Promise.all(Array.from({ length: times }, () => sendPingback(pairs)))
    const okay = answers.filter(isOk)
    const now = await standing(scene)
    if (okay.length < times) throw new Error(`${okay.length} of ${times} were answered OK.`)
    if (now.deliveries.length !== now.lines.length || heldIn(now) !== now.lines.length)
      throw new Error(`There are ${now.deliveries.length} deliveries for ${now.lines.length} lines.`)
    return {
      sentence: `${okay.length} of ${times} were answered OK; nothing was delivered again.`,
      request: answers[0]?.request ?? '',
      answer: `${okay.length} times 200 OK`,
    }
  },
})

export const duplicates: Case = {
  id: 'duplicates',
  title: 'A repeated pingback: once, then twenty times at once',
  points: ['B8', 'C8', 'D3.2.3'],
  paysByCard: false,
  sells: 'goods',
  steps: (local) => [
    ...isPaidFor('goods', local),
    repeats(1, 'Send the pingback again'),
    repeats(atOnce, 'Send it twenty times at once'),
    isDelivered,
  ],
}
