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
import { dayOf, number } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { DeliveredItem } from '@/app/(site)/_deliveries/delivered-item'
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
import { languageOf } from '@/lib/languages/languages.mjs'
import type { Locale, Translate } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import { requireOrder } from '@/lib/order-links/session'
import { cardName } from '@/lib/orders/card-name'
import type { OrderWithFacts } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'
import { isFinal, isPayable, type OrderState, orderState } from '@/lib/orders/state'
import { orderWords } from '@/lib/orders/words'
import { planOfOrder } from '@/lib/plans/plan'
import { planOffer } from '@/lib/plans/terms'
import { isPolicyVersion, policies, versionPath } from '@/lib/policies/policies'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('orders.title'), robots: { index: false } }
}

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
  const [{ order, buyer, linked }, now, locale] = await Promise.all([
    requireOrder(orderId, here),
    shopTime(),
    pageLocale(),
  ])
  const { t } = locale
  const state = orderState(order, now)
  const { kind, title, text } = orderWords(t, order, now, buyer !== undefined && !buyer.isGuest)
  const plan = planOfOrder(order)
  const owned = order.lines.filter(({ delivery }) => delivery && delivery.withdrawnAt === null)
  const card = order.charges.map((charge) => cardName(t, charge)).findLast((name) => name !== undefined)
  const bankPage = buyer && state === 'requires_action' ? await findBankPage(order.id) : undefined

  return (
    <div className="space-y-10">
      <PageHeading
        above={t.rich('orders.above', {
          order: order.id,
          placed: locale.date(order.createdAt),
          number,
          day: dayOf(order.createdAt),
        })}
        title={t('orders.title')}
      />
      {'joined' in query && (
        <Notice kind="positive">
          <p>{t('orders.joined')}</p>
        </Notice>
      )}
      <Notice kind={kind} title={title}>
        <p>{text}</p>
        {buyer && state === 'requires_action' && !bankPage && <p>{t('orders.windowClosed')}</p>}
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
          {bankPage && <ExternalButtonLink href={bankPage}>{t('orders.bank')}</ExternalButtonLink>}
          <form action={leaveBank}>
            <input type="hidden" name="order" value={order.id} />
            <input type="hidden" name="then" value="checkout" />
            <SubmitButton variant="secondary" pendingText={t('shop.moment')}>
              {t(bankPage ? 'orders.leaveBank' : 'orders.restart')}
            </SubmitButton>
          </form>
        </div>
      )}
      <DecisionNotice t={t} state={state} decision={order.decisions[0]?.kind} />
      {state === 'expired' && <PlaceAgain locale={locale} order={order} />}
      {buyer && isPayable(order, now) && (
        <ButtonLink href={locale.path(`/checkout/${order.id}`)}>{t('orders.pay')}</ButtonLink>
      )}
      <section aria-labelledby="items" className="space-y-4">
        <h2 id="items" className="text-heading">
          {t('orders.items')}
        </h2>
        <ul className="divide-y divide-line border-y border-line">
          {order.lines.map((line) => (
            <li key={line.id} className="py-5">
              {line.delivery && line.delivery.withdrawnAt === null ? (
                <DeliveredItem delivery={line.delivery} line={line} />
              ) : (
                <div className="flex flex-wrap justify-between gap-x-4">
                  <p className="font-medium">{line.name}</p>
                  {line.delivery && <p className="text-muted">{t('orders.withdrawn')}</p>}
                  {line.isWaitingForKey && <p className="text-muted">{t('orders.noKey')}</p>}
                </div>
              )}
            </li>
          ))}
        </ul>
        <p className="flex justify-between font-semibold">
          <span>{t(plan ? 'orders.firstPayment' : 'orders.total')}</span>
          <Price locale={locale} money={order} />
        </p>
        {card && order.payments.some(({ everPaid }) => everPaid) && (
          <p className="flex justify-between gap-4">
            <span>{t('orders.method')}</span>
            <span>{card}</span>
          </p>
        )}
        {plan && <p>{`${planOffer(locale, plan)} ${t('orders.renews')}`}</p>}
        {order.payments.some(({ everPaid }) => everPaid) && (
          <p className="print:hidden">
            <PageLink href={locale.path(`/orders/${order.id}/receipt`)} className="link">
              {t('orders.receipt')}
            </PageLink>
          </p>
        )}
      </section>
      <div className="space-y-10 empty:hidden print:hidden">
        <GuestOrder
          locale={locale}
          orderId={order.id}
          buyer={buyer}
          linked={linked}
          isPaid={order.payments.some(({ everPaid }) => everPaid)}
        />
        {(linked || buyer?.isGuest) && <ForgetHere />}
        {state === 'paid' && (
          <>
            <ButtonLink href={locale.path(`/withdraw?order=${order.id}`)} variant="secondary">
              {t('withdrawals.link')}
            </ButtonLink>
            <RefundRequest locale={locale} orderId={order.id} requests={order.refundRequests} />
          </>
        )}
        {order.acceptance && <Acceptance locale={locale} acceptance={order.acceptance} />}
      </div>
    </div>
  )
}

/** What the buyer agreed to, word for word, with links to the policies in the version that was accepted. */
function Acceptance({
  locale,
  acceptance,
}: {
  locale: Locale
  acceptance: NonNullable<OrderWithFacts['acceptance']>
}) {
  const { t, date } = locale
  const { wording, language, acceptedAt, policyVersion: version } = acceptance
  return (
    <details>
      <summary className="link">{t('orders.accepted.title')}</summary>
      <p lang={languageOf(language).tag} className="mt-3 max-w-2xl whitespace-pre-line">
        {wording}
      </p>
      <p className="mt-2 text-sm text-muted">
        {t.rich('orders.accepted.on', { accepted: date(acceptedAt), day: dayOf(acceptedAt) })}
      </p>
      {isPolicyVersion(version) && (
        <>
          <p className="mt-3 text-sm text-muted">
            {t.rich('orders.accepted.policies', {
              version: date(new Date(version)),
              day: (text) => <time dateTime={version}>{text}</time>,
            })}
          </p>
          <ul className="text-sm">
            {policies.map((policy) => (
              <li key={policy.name}>
                <PageLink href={locale.path(versionPath(policy, version))} className="link inline-block py-1">
                  {t(`policies.${policy.name}.title`)}
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
function DecisionNotice({
  t,
  state,
  decision,
}: {
  t: Translate
  state: OrderState
  decision: DecisionKind | undefined
}) {
  if (decision === 'GRANT' && state !== 'paid') {
    return <Notice kind="positive">{t('orders.decisions.GRANT')}</Notice>
  }
  if (decision === 'WITHDRAW' && state === 'paid') {
    return <Notice kind="caution">{t('orders.decisions.WITHDRAW')}</Notice>
  }
  return null
}

export default withDatabase(OrderPage)
