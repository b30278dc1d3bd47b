import { uidSchema } from '@/lib/accounts/schema'
import { changesBetween } from '@/lib/acts/facts'
import { payletUrl } from '@/lib/checkout/paylet'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { findOrder } from '@/lib/orders/data'
import type { Case, OwnStep } from '@/lib/prove/case'
import {
  altered,
  downgraded,
  genuinePairs,
  isOk,
  type Pair,
  resplit,
  sendPingback,
} from '@/lib/prove/pingback'
import { ledgerOf, orderOf, recalled, type Scene, standing } from '@/lib/prove/scene'
import { isPaidFor } from '@/lib/prove/steps'

/** Sends what nobody but Paymentwall may: it must not be answered OK, and must change nothing. */
const forges = (title: string, forge: (scene: Scene) => Promise<readonly Pair[]>): OwnStep => ({
  title,
  act: async (scene) => {
    const before = await ledgerOf(scene)
    const answer = await sendPingback(await forge(scene))
    const changes = changesBetween(before, await ledgerOf(scene))
    if (isOk(answer)) throw new Error('It was answered OK.')
    if (changes.length > 0) throw new Error(`It changed the ledger: ${changes.join(' ')}`)
    return {
      sentence: 'Refused; nothing changed.',
      request: answer.request,
      answer: `${answer.status} ${answer.body}`,
    }
  },
})

const genuine = (scene: Scene) => genuinePairs(recalled(scene, 'ref'), 0)

/** The address of the payment page, which the buyer sees: the same secret has signed it. */
async function signedAddress(scene: Scene): Promise<{ pairs: Pair[]; sign: string }> {
  const { uid } = await standing(scene)
  const owner = uidSchema.parse(uid)
  const order = await findOrder(orderOf(scene), owner)
  const user = await db().user.findUniqueOrThrow({ where: { uid: owner } })
  const url = order && (await payletUrl(english, order, { ...user, uid: owner }))
  if (!url) throw new Error('The order has no signed widget URL.')
  const pairs = [...new URL(url).searchParams]
  return {
    pairs: pairs.filter(([name]) => name !== 'sign'),
    sign: pairs.find(([name]) => name === 'sign')?.[1] ?? '',
  }
}

export const forgeries: Case = {
  id: 'forgeries',
  title: 'Forged, re-split and downgraded pingbacks',
  points: ['B9', 'C8', 'D3.2.4'],
  paysByCard: false,
  sells: 'goods',
  steps: (local) => [
    ...isPaidFor('goods', local),
    forges('Send it with one digit of the signature changed', async (scene) =>
      (await genuine(scene)).map(([name, value]) => [
        name,
        name === 'sig' ? value.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) : value,
      ]),
    ),
    forges('Send it with a different payment reference', async (scene) =>
      altered(await genuine(scene), 'ref', `b${newId()}`),
    ),
    forges('Send it with its type changed to a refund', async (scene) =>
      altered(await genuine(scene), 'type', '2'),
    ),
    forges('Send it for another buyer', async (scene) => altered(await genuine(scene), 'uid', newId())),
    forges('Send it without a signature', async (scene) =>
      (await genuine(scene)).filter(([name]) => name !== 'sig'),
    ),
    forges('Send it with a parameter repeated', async (scene) => [...(await genuine(scene)), ['type', '2']]),
    forges('Send the signed widget URL as a pingback', async (scene) => {
      const { pairs, sign } = await signedAddress(scene)
      return [...pairs, ['sig', sign]]
    }),
    forges('Send the same signed text split into other names and values', async (scene) => {
      const { pairs, sign } = await signedAddress(scene)
      return resplit(pairs, sign)
    }),
    forges('Send it with signature version 2 (MD5), signed with another secret', async (scene) =>
      downgraded(await genuine(scene), 2),
    ),
    forges(
      'Send it with signature version 1 (only a few fields), signed with another secret',
      async (scene) => downgraded(await genuine(scene), 1),
    ),
  ],
}
