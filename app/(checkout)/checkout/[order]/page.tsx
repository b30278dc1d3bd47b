import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ForgetHere } from '@/app/_components/forget-here'
import { MemberAlready } from '@/app/_components/member-already'
import { Notice } from '@/app/_components/notice'
import { OwnedAlready } from '@/app/_components/owned-already'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { TestCards } from '@/app/_components/test-cards'
import { withDatabase } from '@/app/_components/with-database'
import { OrderSummary } from '@/app/(checkout)/checkout/[order]/order-summary'
import { PaymentMethods } from '@/app/(checkout)/checkout/[order]/payment-methods'
import { TermsForm } from '@/app/(checkout)/checkout/[order]/terms-form'
import { requireBuyer, requireBuyerWith } from '@/lib/accounts/session'
import { pastPurchasesPart } from '@/lib/checkout/buyer-history'
import { cardOffer } from '@/lib/checkout/card-offer'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { payerOf } from '@/lib/checkout/payer'
import { payletUrl, widgetOrigins } from '@/lib/checkout/paylet'
import { needsTerms, refuseCharge } from '@/lib/checkout/refuse-charge'
import { shopTime } from '@/lib/clock'
import { ownedPart } from '@/lib/deliveries/data'
import { english } from '@/lib/languages/locale'
import { soldOutPart } from '@/lib/licence-keys/data'
import { orderPart } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'
import { orderState } from '@/lib/orders/state'
import { chargeProblem } from '@/lib/orders/words'
import { planOfOrder } from '@/lib/plans/plan'
import { cardsPart } from '@/lib/saved-cards/data'
import { membershipsBeside } from '@/lib/subscriptions/data'

export const metadata: Metadata = { title: 'Checkout' }

/** Where a guest buys the same with another address. */
function otherAddressPath(products: string[]): string {
  return `/login?${new URLSearchParams({ next: '/cart', guest: products.join('.') })}#guest`
}

/** Where a guest's receipt goes, and how to have it go elsewhere. */
function GuestNote({ email, change }: { email: string; change: string }) {
  return (
    <p>
      You are buying as a guest. Your receipt goes to <span className="break-all">{email}</span>.{' '}
      <a href={change} className="link">
        Change
      </a>
    </p>
  )
}

async function CheckoutPage({
  params,
  searchParams,
}: {
  params: Promise<{ order: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { order: id } = await params
  const { price, terms } = await searchParams
  const here = `/checkout/${id}`
  const orderId = orderIdSchema.safeParse(id).data
  if (!orderId) {
    await requireBuyer(here)
    notFound()
  }
  const [{ user, values }, now] = await Promise.all([
    requireBuyerWith(here, {
      order: orderPart(orderId),
      isSoldOut: soldOutPart(orderId),
      owned: ownedPart(orderId),
      cards: cardsPart(),
      past: pastPurchasesPart,
    }),
    shopTime(),
  ])
  const { isSoldOut, owned, cards, past } = values
  const order = values.order ?? notFound()
  const payer = await payerOf(order, user)
  const plan = planOfOrder(order)
  const membership = plan && { plan, day: now }
  const beside = plan && (await membershipsBeside(user.uid, now, order.id))
  const isSecond = beside?.isAny === true
  const refusal = refuseCharge(order, {
    at: now,
    page: 'new',
    isSecond,
    isCardOffered: isCardOffered(order),
    isSoldOut,
  })
  if (refusal?.why === 'closed') redirect(`/orders/${order.id}`)
  const soldOut = refusal?.why === 'sold_out'
  const isAccepted = !soldOut && !needsTerms(refusal)
  const problem = chargeProblem(order.charges)
  const otherAddress = user.isGuest ? otherAddressPath(order.lines.map((line) => line.productId)) : undefined
  const paylet = isAccepted ? await payletUrl(order, payer, payer === user ? past : undefined) : undefined

  return (
    <div className="group grid gap-x-10 gap-y-8 max-sm:gap-y-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr] lg:items-start">
      <div className="min-w-0 space-y-8 max-sm:space-y-4">
        <PageHeading title="Checkout" />
        {otherAddress !== undefined && <GuestNote email={user.email} change={otherAddress} />}
        {price === 'changed' && (
          <Notice kind="caution" title="A price has changed">
            The price of a product has changed since you last saw it. This page shows the price you will pay.
          </Notice>
        )}
        {(problem || orderState(order, now) === 'failed') && (
          <Notice
            kind="caution"
            title="The last payment did not go through"
            className="group-has-data-paying:hidden"
          >
            {problem ?? 'You have not been charged. You can try again here, or use another payment method.'}
          </Notice>
        )}
        {beside && <MemberAlready locale={english} beside={beside} now={now} />}
        <OwnedAlready locale={english} items={owned} />
      </div>
      <OrderSummary order={order} membership={membership} areTermsShown={isAccepted} />
      {/* On a phone everything above is low, so that the button that pays is on the first screen. */}
      <div className="min-w-0 space-y-8">
        {soldOut ? (
          <Notice kind="caution" title="Sold out">
            <p>
              Something in this order is sold out at the moment, so it can’t be paid. Nothing was charged, and
              your order is kept: come back later, or{' '}
              <PageLink href="/contact" className="link">
                write to us
              </PageLink>
              .
            </p>
          </Notice>
        ) : isAccepted ? (
          <section aria-labelledby="pay" className="space-y-4">
            <h2 id="pay" className="text-heading max-sm:sr-only">
              Pay
            </h2>
            <div className="hidden noscript:block">
              <Notice kind="caution" title="JavaScript is required to pay">
                Your card details go straight to Paymentwall, through a script of theirs. Enable JavaScript
                for this page, then reload it. You have not been charged, and your order is saved.
              </Notice>
            </div>
            <div className="noscript:hidden">
              <PaymentMethods
                orderId={order.id}
                state={orderState(order, now)}
                card={refusal ? undefined : cardOffer(order, payer, payer === user ? cards : [])}
                paylet={paylet ? { src: paylet, origins: widgetOrigins() } : undefined}
                testCards={<TestCards />}
                otherAddress={otherAddress}
              />
            </div>
          </section>
        ) : (
          <TermsForm
            orderId={order.id}
            problem={
              terms === 'missing' ? 'missing' : order.acceptance || terms === 'old' ? 'old' : undefined
            }
            membership={membership}
            isSecond={isSecond}
            at={now}
          />
        )}
        {user.isGuest && <ForgetHere />}
      </div>
    </div>
  )
}

export default withDatabase(CheckoutPage)
