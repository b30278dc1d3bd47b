import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { askAgainAction } from '@/lib/acts/actions'
import { readActOrder } from '@/lib/acts/data'
import { type Act, actTitles, formatAmount } from '@/lib/acts/order'
import { donePath } from '@/lib/acts/pages'
import { standingOf } from '@/lib/acts/standing'
import { standingWords } from '@/lib/acts/standing-words'
import { shopTime } from '@/lib/clock'
import { orderIdSchema } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Action' }

const path = ({ order = '', act = '' }: Record<string, string>) => donePath(order, act)

export default adminPage('ADMIN', path, async ({ params }) => {
  const orderId = orderIdSchema.safeParse(params.order)
  const order = orderId.success ? await readActOrder(orderId.data, await shopTime()) : undefined
  const act = order?.acts.find(({ id }) => id === params.act)
  if (!order || !act) notFound()
  const standing = standingOf(act, order, new Date())
  const words = standingWords(standing, act, order)
  const line = order.lines.find(({ id }) => id === act.orderLineId)
  return (
    <>
      <PageHeading
        title={actTitles[act.kind]}
        above={
          <PageLink href={`/admin/orders/${order.id}`} className="link">
            Order {order.id}
          </PageLink>
        }
      />
      <Notice kind={words.kind} title={words.label}>
        <p>{words.text}</p>
      </Notice>
      <Facts
        facts={[
          ['Result', act.sentence],
          ['Payment', act.ref],
          ['Line', line?.name],
          ['Amount', act.amount === null ? undefined : formatAmount(act.amount, order)],
          ['By', act.actor],
          ['Reason', act.reason],
          ['Requested', <Time key="asked" at={act.requestedAt} />],
        ]}
      />
      {standing === 'lost' && <AskAgain act={act} />}
    </>
  )
})

/** The ways to take a lost act up again. */
function AskAgain({ act }: { act: Act }) {
  const form = {
    action: askAgainAction,
    back: donePath(act.orderId, act.id),
    pending: 'Asking Paymentwall…',
  }
  const fields = { order: act.orderId, act: act.id }
  return (
    <Section id="again" title="Try again">
      {act.kind === 'PARTIAL_REFUND' ? (
        <>
          <p className="max-w-2xl">
            A second ticket could refund the amount twice, and the Payment Status API doesn’t report partial
            refunds. Check whether the ticket is in Paymentwall’s merchant area.
          </p>
          <div className="flex flex-wrap gap-3">
            <ActForm {...form} fields={{ ...fields, ticket: 'there' }} submit="The ticket is there" isQuiet />
            <ActForm
              {...form}
              fields={{ ...fields, ticket: 'missing' }}
              submit="There is no ticket: try again"
              isQuiet
            />
          </div>
        </>
      ) : (
        <>
          <p className="max-w-2xl">
            {act.kind === 'REFUND' && act.attemptId === null
              ? 'The Payment Status API is checked first. A new ticket is opened only if the payment has not been refunded.'
              : 'Paymentwall does this only once, however often it is asked. You can safely ask again.'}
          </p>
          <ActForm {...form} fields={fields} submit="Try again" />
        </>
      )}
    </Section>
  )
}
