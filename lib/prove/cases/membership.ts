import { db } from '@/lib/db'
import { signIn } from '@/lib/prove/buyer'
import type { Case, OwnStep } from '@/lib/prove/case'
import { orderOf, standing, waitFor } from '@/lib/prove/scene'
import { buys, isDelivered, paysByPaylet, receives } from '@/lib/prove/steps'

const showsTerms: OwnStep = {
  title: 'Read what the buyer agreed to',
  act: async (scene) => {
    const { acceptance } = await standing(scene)
    if (!acceptance) throw new Error('No terms were accepted.')
    return { sentence: acceptance.wording }
  },
}

const cancels: OwnStep = {
  title: 'The buyer cancels in their account',
  act: async (scene) => {
    const order = orderOf(scene)
    const path = `/account/memberships/${order}/cancel`
    const browser = await signIn(scene)
    const page = await browser.submitWith(await browser.open(path), 'Cancel membership')
    const stopped = await waitFor(scene, 'Paymentwall’s confirmation', async () => {
      const told = await db().cancellation.findUnique({ where: { orderId: order } })
      return told?.acceptedAt ?? undefined
    })
    return {
      sentence: `Paymentwall accepted the cancellation at ${stopped.toISOString()}.`,
      request: `GET ${path}, POST ${path}`,
      answer: `${page.status}, ${page.url.pathname}`,
    }
  },
}

export const membership: Case = {
  id: 'membership',
  title: 'A membership: terms, first payment and cancellation',
  points: ['B4', 'B5'],
  paysByCard: false,
  sells: 'membership',
  steps: (local) => [
    ...buys('membership', local),
    paysByPaylet(local),
    showsTerms,
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    isDelivered,
    ...(local ? [cancels] : []),
  ],
}
