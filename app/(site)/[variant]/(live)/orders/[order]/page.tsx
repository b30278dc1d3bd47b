import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink, ExternalButtonLink } from '@/app/_components/button'
import { ForgetHere } from '@/app/_components/forget-here'
import { LibraryHint } from '@/app/_components/library-hint'
import { Notice } from '@/app/_components/notice'
import { OrderWatch } from '@/app/_components/order-watch'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { DeliveredItem } from '@/app/(site)/_deliveries/delivered-item'
import { VersionDay } from '@/app/(site)/_policies/policy-page'
import { GuestOrder } from '@/app/(site)/[variant]/(live)/orders/[order]/guest-order'
import { LeaveFrame } from '@/app/(site)/[variant]/(live)/orders/[order]/leave-frame'
import { PlaceAgain } from '@/app/(site)/[variant]/(live)/orders/[order]/place-again'
import { RefundRequest } from '@/app/(site)/[variant]/(live)/orders/[order]/refund-request'
import { requireBuyer } from '@/lib/accounts/session'
import { leaveBank } from '@/lib/charges/actions'
import { findBankPage } from '@/lib/charges/data'
import { shopTime } from '@/lib/clock'
import type { DecisionKind } from '@/lib/generated/prisma/enums'
import { libraryForDocument } from '@/lib/hints/cookie'
import { english } from '@/lib/languages/locale'
import { requireOrder } from '@/lib/order-links/session'
import { cardName } from '@/lib/orders/card-name'
import type { OrderWithFacts } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'
import { isFinal, isPayable, type OrderState, orderState } from '@/lib/orders/state'
import { orderWords } from '@/lib/orders/words'
import { planOfOrder } from '@/lib/plans/plan'
import { planOffer } from '@/lib/plans/terms'
import { isPolicyVersion, policies, versionPath } from '@/lib/policies/policies'

export const metadata: Metadata = { title: 'Your order', robots: { index: false } }

async function OrderPage({
  params,
  searchParams,
}: {
  params: Promise<{ order: string }>
  searchParams: Promise<Record<string, unknown>>
}) {
  const { order: id } = await params
  const query = await searchParams
  const here = `/orders/${id}`
  const orderId = orderIdSchema.safeParse(id).data
  if (!orderId) {
    await requireBuyer(here)
    notFound()
  }
  const [{ order, buyer, linked }, now] = await Promise.all([requireOrder(orderId, here), shopTime()])
  const state = orderState(order, now)
  const { kind, title, text } = orderWords(order, now, buyer !== undefined && !buyer.isGuest)
  const plan = planOfOrder(order)
  const owned = order.lines.filter(({ delivery }) => delivery && delivery.withdrawnAt === null)
  const card = order.charges.map(cardName).findLast((name) => name !== undefined)
  const bankPage = buyer && state === 'requires_action' ? await findBankPage(order.id) : undefined

  return (
    <div className="space-y-10">
      <PageHeading
        above={
          <>
            Order <span className="font-mono">{order.id}</span>,{' '}
            <time dateTime={order.createdAt.toISOString()}>{english.date(order.createdAt)}</time>
          </>
        }
        title="Your order"
      />
      {'joined' in query && (
        <Notice kind="positive">
          <p>This order is in your account now.</p>
        </Notice>
      )}
      <Notice kind={kind} title={title}>
        <p>{text}</p>
        {buyer && state === 'requires_action' && !bankPage && (
          <p>If you have closed its window, start the payment again.</p>
        )}
      </Notice>
      <LeaveFrame />
      {buyer && !buyer.isGuest && owned.length > 0 && (
        <LibraryHint
          {...libraryForDocument()}
          slugs={owned.map(({ product }) => product.slug)}
          isAll={false}
        />
      )}
      {buyer && !isFinal(state) && <OrderWatch orderId={order.id} state={state} />}
      {buyer && state === 'requires_action' && (
        <div className="flex flex-wrap gap-3">
          {bankPage && <ExternalButtonLink href={bankPage}>Continue at your bank</ExternalButtonLink>}
          <form action={leaveBank}>
            <input type="hidden" name="order" value={order.id} />
            <input type="hidden" name="then" value="checkout" />
            <SubmitButton variant="secondary" pendingText="One moment…">
              {bankPage ? 'Cancel and use another payment method' : 'Start the payment again'}
            </SubmitButton>
          </form>
        </div>
      )}
      <DecisionNotice state={state} decision={order.decisions[0]?.kind} />
      {state === 'expired' && <PlaceAgain order={order} />}
      {buyer && isPayable(order, now) && (
        <ButtonLink href={`/checkout/${order.id}`}>Continue to payment</ButtonLink>
      )}
      <section aria-labelledby="items" className="space-y-4">
        <h2 id="items" className="text-heading">
          Items
        </h2>
        <ul className="divide-y divide-line border-y border-line">
          {order.lines.map((line) => (
            <li key={line.id} className="py-5">
              {line.delivery && line.delivery.withdrawnAt === null ? (
                <DeliveredItem delivery={line.delivery} line={line} />
              ) : (
                <div className="flex flex-wrap justify-between gap-x-4">
                  <p className="font-medium">{line.name}</p>
                  {line.delivery && <p className="text-muted">Withdrawn</p>}
                  {line.isWaitingForKey && (
                    <p className="text-muted">
                      We have run out of licence keys. Yours will be here as soon as we have new ones.
                    </p>
                  )}
                </div>
              )}
            </li>
          ))}
        </ul>
        <p className="flex justify-between font-semibold">
          <span>{plan ? 'First payment' : 'Total'}</span>
          <Price locale={english} money={order} />
        </p>
        {card && order.payments.some(({ everPaid }) => everPaid) && (
          <p className="flex justify-between gap-4">
            <span>Payment method</span>
            <span>{card}</span>
          </p>
        )}
        {plan && <p>{planOffer(english, plan)} It renews until you cancel.</p>}
        {order.payments.some(({ everPaid }) => everPaid) && (
          <p className="print:hidden">
            <PageLink href={`/orders/${order.id}/receipt`} className="link">
              Receipt
            </PageLink>
          </p>
        )}
      </section>
      <div className="space-y-10 empty:hidden print:hidden">
        <GuestOrder
          orderId={order.id}
          buyer={buyer}
          linked={linked}
          isPaid={order.payments.some(({ everPaid }) => everPaid)}
        />
        {(linked || buyer?.isGuest) && <ForgetHere />}
        {state === 'paid' && <RefundRequest orderId={order.id} requests={order.refundRequests} />}
        {order.acceptance && <Acceptance acceptance={order.acceptance} />}
      </div>
    </div>
  )
}

/** What the buyer agreed to, word for word, with links to the policies in the version that was accepted. */
function Acceptance({ acceptance }: { acceptance: NonNullable<OrderWithFacts['acceptance']> }) {
  const { wording, acceptedAt, policyVersion: version } = acceptance
  return (
    <details>
      <summary className="link">What you accepted</summary>
      <p className="mt-3 max-w-2xl whitespace-pre-line">{wording}</p>
      <p className="mt-2 text-sm text-muted">
        Accepted on <time dateTime={acceptedAt.toISOString()}>{english.date(acceptedAt)}</time>.
      </p>
      {isPolicyVersion(version) && (
        <>
          <p className="mt-3 text-sm text-muted">
            Policies last updated <VersionDay locale={english} version={version} />:
          </p>
          <ul className="text-sm">
            {policies.map((policy) => (
              <li key={policy.name}>
                <PageLink href={versionPath(policy, version)} className="link inline-block py-1">
                  {policy.title}
                </PageLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}

/** Said when an operator has decided about the goods other than the payments would. */
function DecisionNotice({ state, decision }: { state: OrderState; decision: DecisionKind | undefined }) {
  if (decision === 'GRANT' && state !== 'paid') {
    return <Notice kind="positive">We have granted you the items below. They are yours to use.</Notice>
  }
  if (decision === 'WITHDRAW' && state === 'paid') {
    return (
      <Notice kind="caution">
        We have withdrawn all or part of this order. If you did not expect this, write to us.
      </Notice>
    )
  }
  return null
}

export default withDatabase(OrderPage)
