import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { ParameterTable } from '@/app/(admin)/admin/pingbacks/parameter-table'
import { SignatureView } from '@/app/(admin)/admin/pingbacks/signature-view'
import { VerdictTag } from '@/app/(admin)/admin/pingbacks/verdict-tag'
import { type ArrivalSignature, explainArrival, secretTitle } from '@/lib/pingbacks/explain'
import { type Arrival, type Effect, effectOf, findArrival, listTwins } from '@/lib/pingbacks/log'
import { rowIdSchema } from '@/lib/pingbacks/schema'

export const metadata: Metadata = { title: 'Arrival' }

const path = '/admin/pingbacks'

export default adminPage(
  'REVIEWER',
  ({ attempt }) => `${path}/${attempt}`,
  async ({ operator, params }) => {
    const id = rowIdSchema.safeParse(params.attempt)
    const arrival = id.success ? await findArrival(id.data, operator) : null
    if (!arrival) notFound()
    const [effect, explained, { twins, more }] = await Promise.all([
      effectOf(arrival),
      explainArrival(arrival),
      listTwins(arrival),
    ])
    const isOpen = arrival.ledgerVerdict === 'quarantined' || arrival.ledgerVerdict === 'failed'
    return (
      <>
        <PageHeading
          above={
            <PageLink href={path} className="link">
              Pingbacks
            </PageLink>
          }
          title={`Arrival ${arrival.id}`}
          lead={arrival.sentence}
        />
        <ArrivalFacts arrival={arrival} />
        {isOpen && operator.role === 'ADMIN' && (
          <Section id="match" title="Needs your action">
            <p>
              {arrival.ledgerVerdict === 'failed'
                ? 'It could not be applied. You can apply it again, after a preview.'
                : 'It is stored without effect. Match it to an order, after a preview.'}
            </p>
            <ButtonLink href={`${path}/match?id=${arrival.pingbackId}`}>
              {arrival.ledgerVerdict === 'failed' ? 'Preview applying it' : 'Match to an order'}
            </ButtonLink>
          </Section>
        )}
        <Section id="effect" title="Effect">
          <EffectView arrival={arrival} effect={effect} />
        </Section>
        <Section id="parameters" title="Parameters">
          <ParameterTable parameters={arrival.parameters} />
        </Section>
        <Section id="signature" title="Signature">
          <SignatureOf explained={explained} />
        </Section>
        {arrival.pingbackId !== null && (
          <Section id="twins" title="Other deliveries of this pingback">
            <Twins arrival={arrival} twins={twins} more={more} />
          </Section>
        )}
      </>
    )
  },
)

function ArrivalFacts({ arrival }: { arrival: Arrival }) {
  const {
    verdict,
    arrivals,
    receivedAt,
    address,
    signVersion,
    secret,
    durationMs,
    orderId,
    pingbackId,
    ref,
  } = arrival
  return (
    <Facts
      facts={[
        ['Verdict', <VerdictTag key="verdict" verdict={verdict} arrivals={arrivals} />],
        ['Received', <Time key="received" at={receivedAt} />],
        ['From', address],
        ['Signature version', signVersion],
        ['Verified with', secret && secretTitle(secret)],
        ['Took', `${durationMs.toFixed(1)} ms`],
        [
          'Order',
          orderId && (
            <PageLink key="order" href={`/admin/orders/${orderId}`} className="link">
              {orderId}
            </PageLink>
          ),
        ],
        [
          'Payment',
          (ref ?? arrival.parameters.ref) && (
            <PageLink
              key="payment"
              href={`${path}?ref=${encodeURIComponent(ref ?? arrival.parameters.ref ?? '')}`}
              className="link"
            >
              {ref ?? arrival.parameters.ref}
            </PageLink>
          ),
        ],
        ['In the ledger', pingbackId === null ? 'Not recorded' : `As number ${pingbackId}`],
      ]}
    />
  )
}

function EffectView({ arrival, effect: { payment, changed, held } }: { arrival: Arrival; effect: Effect }) {
  if (arrival.verdict !== 'applied') {
    return (
      <>
        <p>Nothing.</p>
        {payment && (
          <p>
            Payment {payment.ref} was {payment.after ?? 'not known'} then and stayed so, and is {payment.now}{' '}
            now. Its order holds {held === 1 ? '1 item' : `${held} items`}.
          </p>
        )}
      </>
    )
  }
  return (
    <Facts
      facts={[
        ['Sentence', arrival.sentence],
        [
          'Payment',
          payment &&
            (payment.before === payment.after
              ? `${payment.ref}: stayed ${payment.after ?? 'as it was'}; ${payment.now} now`
              : `${payment.ref}: ${payment.before ?? 'not known'} → ${payment.after ?? 'recorded'}; ${payment.now} now`),
        ],
        [
          'Goods',
          changed.length === 0 ? (
            'No goods delivered or withdrawn.'
          ) : (
            <ul key="goods">
              {changed.map(({ id, name, what, isHeld }) => (
                <li key={id}>
                  {name}: {what}
                  {what === 'delivered' && !isHeld && ', and withdrawn since'}
                  {what === 'withdrawn' && isHeld && ', and delivered again since'}
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  )
}

function SignatureOf({ explained: { signature, notes } }: { explained: ArrivalSignature }) {
  return (
    <div className="space-y-4">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {signature && (
        <SignatureView
          signature={{
            ...signature,
            fits: signature.fits === undefined ? undefined : secretTitle(signature.fits),
          }}
        />
      )}
    </div>
  )
}

function Twins({ arrival, twins, more }: { arrival: Arrival; twins: Arrival[]; more: boolean }) {
  return (
    <>
      <DataTable
        caption="Other deliveries of this pingback, oldest first"
        columns={[
          {
            title: 'Time',
            cell: ({ id, receivedAt }) => (
              <PageLink href={`${path}/${id}`} className="link">
                <Time at={receivedAt} />
              </PageLink>
            ),
          },
          { title: 'Verdict', cell: ({ verdict }) => <VerdictTag verdict={verdict} /> },
          { title: 'Result', cell: ({ sentence }) => sentence },
          {
            title: 'Compare',
            cell: ({ id }) => (
              <PageLink href={`${path}/compare?a=${arrival.id}&b=${id}`} className="link">
                Compare with {String(id)}
              </PageLink>
            ),
          },
        ]}
        rows={twins}
        keyOf={({ id }) => String(id)}
        empty="It arrived once."
      />
      {more && arrival.ref && (
        <p>
          There are more.{' '}
          <PageLink href={`${path}?ref=${encodeURIComponent(arrival.ref)}`} className="link">
            View all pingbacks of this payment
          </PageLink>
        </p>
      )}
    </>
  )
}
