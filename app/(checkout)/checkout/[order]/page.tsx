import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ForgetHere } from '@/app/_components/forget-here'
import { MemberAlready } from '@/app/_components/member-already'
import { Notice } from '@/app/_components/notice'
import { OwnedAlready } from '@/app/_components/owned-already'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { linkTo } from '@/app/_components/rich'
import { TestCards } from '@/app/_components/test-cards'
import { withDatabase } from '@/app/_components/with-database'
import { BindingOrder } from '@/app/(checkout)/checkout/[order]/binding-order'
import { OrderSummary } from '@/app/(checkout)/checkout/[order]/order-summary'
import { PaymentMethods } from '@/app/(checkout)/checkout/[order]/payment-methods'
import { TermsForm } from '@/app/(checkout)/checkout/[order]/terms-form'
import { requireBuyer, requireBuyerWith } from '@/lib/accounts/session'
import { pastPurchasesPart } from '@/lib/checkout/buyer-history'
import { cardOffer, payButton } from '@/lib/checkout/card-offer'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { payerOf } from '@/lib/checkout/payer'
import { payletUrl, widgetOrigins } from '@/lib/checkout/paylet'
import { needsTerms, refuseCharge } from '@/lib/checkout/refuse-charge'
import { shopTime } from '@/lib/clock'
import { ownedPart } from '@/lib/deliveries/data'
import { languageOf } from '@/lib/languages/languages.mjs'
import type { Locale } from '@/lib/languages/locale'
import { requestLocale } from '@/lib/languages/request-locale'
import { soldOutPart } from '@/lib/licence-keys/data'
import { orderPart } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'
import { orderState } from '@/lib/orders/state'
import { chargeProblem } from '@/lib/orders/words'
import { planOfOrder } from '@/lib/plans/plan'
import { cardsPart } from '@/lib/saved-cards/data'
import { membershipsBeside } from '@/lib/subscriptions/data'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestLocale()
  return { title: t('checkout.title') }
}

/** Where a guest buys the same with another address. */
function otherAddressPath(products: string[]): string {
  return `/login?${new URLSearchParams({ next: '/cart', guest: products.join('.') })}#guest`
}

/** Where a guest's receipt goes, and how to have it go elsewhere. */
function GuestNote({ locale, email, change }: { locale: Locale; email: string; change: string }) {
  return (
    <p>
      {locale.t.rich('checkout.guest', {
        email,
        address: (text) => <span className="break-all">{text}</span>,
        change: (text) => (
          <a href={change} className="link">
            {text}
          </a>
        ),
      })}
    </p>
  )
}

/** Told once the Paylet says that it was paid, which alone proves nothing. */
function PayletPaid({ locale, orderId }: { locale: Locale; orderId: string }) {
  const { t } = locale
  return (
    <Notice kind="positive" title={t('checkout.payletPaid.title')}>
      <p>{t.rich('checkout.payletPaid.text', { order: linkTo(locale, `/orders/${orderId}`) })}</p>
    </Notice>
  )
}

/** Told where neither a card nor the Paylet can pay. */
function Unpayable({ locale, otherAddress }: { locale: Locale; otherAddress: string | undefined }) {
  const { t } = locale
  return (
    <Notice kind="caution" title={t('checkout.unpayable.title')}>
      {otherAddress === undefined ? (
        <>
          <p>{t('checkout.unpayable.account')}</p>
          <PageLink href={locale.path('/account')} className="link">
            {t('checkout.unpayable.toAccount')}
          </PageLink>
        </>
      ) : (
        <p>
          {t.rich('checkout.unpayable.guest', {
            other: (text) => (
              <a href={otherAddress} className="link">
                {text}
              </a>
            ),
          })}
        </p>
      )}
    </Notice>
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
  const locale = await requestLocale()
  const { t } = locale
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
  if (refusal?.why === 'closed') redirect(locale.path(`/orders/${order.id}`))
  const soldOut = refusal?.why === 'sold_out'
  const isAccepted = !soldOut && !needsTerms(refusal)
  const problem = chargeProblem(t, order.charges)
  const otherAddress = user.isGuest
    ? locale.path(otherAddressPath(order.lines.map((line) => line.productId)))
    : undefined
  const paylet = isAccepted
    ? await payletUrl(locale, order, payer, payer === user ? past : undefined)
    : undefined

  const binding = languageOf(locale.language).bindsByButton
    ? {
        order: <BindingOrder locale={locale} order={order} membership={membership} />,
        button: payButton(locale, order),
        next: t('checkout.binding.next'),
      }
    : undefined

  return (
    <div className="group grid gap-x-10 gap-y-8 max-sm:gap-y-3 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr] lg:items-start">
      <div className="min-w-0 space-y-8 max-sm:space-y-4">
        <PageHeading title={t('checkout.title')} />
        {otherAddress !== undefined && <GuestNote locale={locale} email={user.email} change={otherAddress} />}
        {price === 'changed' && (
          <Notice kind="caution" title={t('checkout.priceChanged.title')}>
            {t('checkout.priceChanged.text')}
          </Notice>
        )}
        {(problem || orderState(order, now) === 'failed') && (
          <Notice kind="caution" title={t('checkout.failed.title')} className="group-has-data-paying:hidden">
            {problem ?? t('checkout.failed.text')}
          </Notice>
        )}
        {beside && <MemberAlready locale={locale} beside={beside} now={now} />}
        <OwnedAlready locale={locale} items={owned} />
      </div>
      <OrderSummary
        locale={locale}
        order={order}
        membership={membership}
        areTermsShown={isAccepted && !binding}
      />
      {/* On a phone everything above is low, so that the button that pays is on the first screen. */}
      <div className="min-w-0 space-y-8">
        {soldOut ? (
          <Notice kind="caution" title={t('checkout.soldOut.title')}>
            <p>{t.rich('checkout.soldOut.text', { contact: linkTo(locale, '/contact') })}</p>
          </Notice>
        ) : isAccepted ? (
          <section aria-labelledby="pay" className="space-y-4">
            <h2 id="pay" className="text-heading max-sm:sr-only">
              {t('checkout.pay')}
            </h2>
            <div className="hidden noscript:block">
              <Notice kind="caution" title={t('checkout.noScript.title')}>
                {t('checkout.noScript.text')}
              </Notice>
            </div>
            <div className="noscript:hidden">
              <PaymentMethods
                words={locale.words.checkout.methods}
                orderId={order.id}
                state={orderState(order, now)}
                card={refusal ? undefined : cardOffer(locale, order, payer, payer === user ? cards : [])}
                paylet={
                  paylet
                    ? {
                        words: locale.words.checkout.paylet,
                        src: paylet,
                        origins: widgetOrigins(),
                        paid: <PayletPaid locale={locale} orderId={order.id} />,
                      }
                    : undefined
                }
                binding={binding}
                testCards={<TestCards locale={locale} />}
                unpayable={<Unpayable locale={locale} otherAddress={otherAddress} />}
              />
            </div>
          </section>
        ) : (
          <TermsForm
            locale={locale}
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
