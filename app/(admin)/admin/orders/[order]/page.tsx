import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { MailList } from '@/app/(admin)/_parts/mail-list'
import { NoteList } from '@/app/(admin)/_parts/note-list'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { TextArea } from '@/app/(admin)/_parts/text-area'
import { Time } from '@/app/(admin)/_parts/time'
import { OrderActs } from '@/app/(admin)/admin/orders/[order]/order-acts'
import { Charges, Downloads, Lines, Payments, Terms } from '@/app/(admin)/admin/orders/[order]/order-facts'
import { Timeline } from '@/app/(admin)/admin/orders/[order]/timeline'
import { readActOrder } from '@/lib/acts/data'
import { standingsOf } from '@/lib/acts/standing-words'
import { shopTime } from '@/lib/clock'
import { listDeclarations } from '@/lib/declarations/data'
import { declarationKinds, declarationRows } from '@/lib/declarations/words'
import type { Declaration } from '@/lib/generated/prisma/client'
import { english } from '@/lib/languages/locale'
import { listMails } from '@/lib/mail/data'
import { addOrderNote } from '@/lib/notes/actions'
import { findOrderRecord, type OrderRecord } from '@/lib/orders/record'
import { orderIdSchema } from '@/lib/orders/schema'
import { orderState } from '@/lib/orders/state'
import { jobSentence, timelineOf } from '@/lib/orders/timeline'
import { stateLabel } from '@/lib/orders/words'

export const metadata: Metadata = { title: 'Order' }

const pathOf = (order: string) => `/admin/orders/${order}`

export default adminPage(
  'REVIEWER',
  ({ order = '' }) => pathOf(order),
  async ({ operator, params }) => {
    const orderId = orderIdSchema.safeParse(params.order).data ?? notFound()
    const order = (await findOrderRecord(orderId, operator)) ?? notFound()
    const at = await shopTime()
    const actOrder = (await readActOrder(order.id, at)) ?? notFound()
    const now = new Date()
    const standings = standingsOf(actOrder, now)
    const { kind, label } = stateLabel(english.t, orderState(order, at))
    return (
      <>
        <div className="flex flex-wrap items-end justify-between gap-4">
          <PageHeading above="Order" title={<span className="break-all">{order.id}</span>} />
          <ButtonLink href={`${pathOf(order.id)}/dossier`} variant="secondary">
            Dispute evidence
          </ButtonLink>
        </div>
        <Facts
          facts={[
            [
              'State',
              <span key="state" className="inline-flex flex-wrap gap-1.5">
                <Tag kind={kind}>{label}</Tag>
                {order.payments.some(({ isTest }) => isTest) && <Tag kind="info">Test</Tag>}
                {order.isProbe && <Tag kind="info">Probe</Tag>}
              </span>,
            ],
            ['Price', <Price locale={english} key="price" money={order} />],
            ['Placed', <Time key="placed" at={order.createdAt} />],
            ['Payable until', <Time key="expires" at={order.expiresAt} />],
            ['Buyer', <Buyer key="buyer" order={order} />],
          ]}
        />
        <RefundRequests requests={order.refundRequests} />
        <Alerts alerts={order.alerts} />
        <OrderActs order={actOrder} standings={standings} operator={operator} now={now} />
        <Lines order={order} />
        <Payments order={order} />
        <Charges order={order} />
        <Cancellation cancellation={order.cancellation} />
        {operator.role === 'ADMIN' && <Declared declared={await listDeclarations(orderId)} />}
        <Section id="timeline" title="Timeline">
          <Timeline entries={timelineOf(order, standings)} />
        </Section>
        <Jobs jobs={order.jobs} />
        {operator.role === 'ADMIN' && (
          <Section id="mail" title="Mail">
            <MailList mails={await listMails({ orderId })} />
          </Section>
        )}
        {operator.role === 'ADMIN' && <Notes order={order} />}
        <Downloads downloads={order.downloads} />
        <Terms acceptance={order.acceptance} />
      </>
    )
  },
)

function Buyer({ order: { user, email } }: { order: OrderRecord }) {
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <PageLink href={`/admin/customers/${user.uid}`} className="link">
        {user.name ? `${user.name}, ${email}` : email}
      </PageLink>
      {user.flaggedAt && <Tag kind="critical">Flagged</Tag>}
      {user.closedAt && <Tag kind="caution">Account closed</Tag>}
    </span>
  )
}

/** What the buyer wrote who asked for a refund. */
function RefundRequests({ requests }: { requests: OrderRecord['refundRequests'] }) {
  if (requests.length === 0) return null
  return (
    <Section id="refund-requests" title="The buyer asked for a refund">
      <ul className="max-w-3xl divide-y divide-line border-y border-line">
        {requests.map(({ id, reason, requestedAt }) => (
          <li key={id} className="py-3">
            <p className="break-words">{reason}</p>
            <p className="text-sm text-muted">
              <Time at={requestedAt} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Alerts({ alerts }: Pick<OrderRecord, 'alerts'>) {
  if (alerts.length === 0) return null
  return (
    <Section id="alerts" title="Alerts">
      <ul className="space-y-2">
        {alerts.map(({ id, message, createdAt, resolvedAt, resolvedBy }) => (
          <li key={String(id)}>
            {resolvedAt ? <Tag kind="positive">Resolved</Tag> : <Tag kind="critical">Open</Tag>} {message}{' '}
            <span className="text-muted">
              <Time at={createdAt} />
              {resolvedBy && `; resolved by ${resolvedBy}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Cancellation({ cancellation }: Pick<OrderRecord, 'cancellation'>) {
  if (!cancellation) return null
  const { requestedAt, acceptedAt, stoppedAt, failures, problem } = cancellation
  return (
    <Section id="cancellation" title="Subscription cancellation">
      <Facts
        facts={[
          ['Requested', <Time key="requested" at={requestedAt} />],
          ['Accepted by Paymentwall', acceptedAt ? <Time key="accepted" at={acceptedAt} /> : 'Not yet'],
          ['Ended', stoppedAt ? <Time key="stopped" at={stoppedAt} /> : 'Not confirmed yet'],
          ['Failed calls', failures > 0 && String(failures)],
          ['Last error', problem],
        ]}
      />
    </Section>
  )
}

/** What somebody declared of the order without signing in. */
function Declared({ declared }: { declared: readonly Declaration[] }) {
  if (declared.length === 0) return null
  return (
    <Section id="declared" title="Declared without signing in">
      {declared.map((declaration) => (
        <Facts
          key={declaration.id}
          facts={[['What', declarationKinds[declaration.kind]], ...declarationRows(english, declaration)]}
        />
      ))}
    </Section>
  )
}

function Jobs({ jobs }: Pick<OrderRecord, 'jobs'>) {
  if (jobs.length === 0) return null
  return (
    <Section id="jobs" title="Scheduled jobs">
      <ol className="divide-y divide-line border-y border-line text-[0.9375rem]">
        {jobs.map((job, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a job that waits has no other name, and the list is drawn once
          <li key={index} className="grid gap-x-4 py-2.5 md:grid-cols-[12rem_1fr]">
            <Time at={job.runAt} />
            <span>{jobSentence(job)}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Notes({ order }: { order: OrderRecord }) {
  return (
    <Section id="notes" title="Private notes">
      <NoteList notes={order.notes} />
      <div className="max-w-3xl">
        <ActForm
          action={addOrderNote}
          back={pathOf(order.id)}
          fields={{ order: order.id }}
          submit="Add note"
          pending="Adding…"
          isQuiet
        >
          <TextArea
            name="text"
            label="New note"
            hint="Only admins can see notes. The buyer never does."
            maxLength={4000}
          />
        </ActForm>
      </div>
    </Section>
  )
}
