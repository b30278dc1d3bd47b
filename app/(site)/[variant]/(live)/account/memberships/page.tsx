import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { Outcome } from '@/app/_components/outcome'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { dayOf, hidden, linkTo, number, price } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { CloseDialog, ConfirmButton } from '@/app/(site)/[variant]/(live)/account/confirm-button'
import { CancelConfirmation } from '@/app/(site)/[variant]/(live)/account/memberships/cancel-confirmation'
import { RefreshWhileWaiting } from '@/app/(site)/[variant]/(live)/account/memberships/refresh-while-waiting'
import { requireUser } from '@/lib/accounts/session'
import { productsForSale } from '@/lib/catalog/data'
import { shopTime } from '@/lib/clock'
import type { PriceChange } from '@/lib/generated/prisma/client'
import type { Locale } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import { everyPeriod } from '@/lib/plans/period'
import { listOpenChanges } from '@/lib/price-changes/data'
import { changeSentences } from '@/lib/price-changes/words'
import {
  isRenewing,
  isStanding,
  listMemberships,
  listMembershipsUnderReview,
  type Membership,
} from '@/lib/subscriptions/data'
import { membershipWords, outcomeWords } from '@/lib/subscriptions/words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('memberships.title'), robots: { index: false } }
}

type Query = Record<string, string | string[] | undefined>

async function MembershipsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const user = await requireUser('/account/memberships')
  const [{ requested }, now, forSale, underReview, locale] = await Promise.all([
    searchParams,
    shopTime(),
    productsForSale(),
    listMembershipsUnderReview(user.uid),
    pageLocale(),
  ])
  const { t, path } = locale
  const memberships = await listMemberships(user.uid, now)
  const changes = await listOpenChanges(memberships.map(({ product }) => product.id))
  const renewing = memberships.filter(({ state, renews, cancellation }) => {
    return renews && state !== 'REVOKED' && cancellation === null
  })
  const offered = forSale.find((product) => product.kind === 'MEMBERSHIP')

  return (
    <div className="space-y-8">
      <PageHeading
        title={t('memberships.title')}
        lead={memberships.length > 0 ? t('memberships.lead') : undefined}
      />
      {requested !== undefined && (
        <Outcome kind="positive" title={t('memberships.requested.title')}>
          {t('memberships.requested.text')}
        </Outcome>
      )}
      {underReview.map(({ orderId, name }) => (
        <Notice key={orderId} kind="caution" title={t('memberships.review.title', { product: name })}>
          <p>{t.rich('memberships.review.text', { order: linkTo(locale, `/orders/${orderId}`) })}</p>
        </Notice>
      ))}
      {renewing.length > 1 && <SeveralMemberships locale={locale} memberships={renewing} />}
      {memberships.length === 0 && underReview.length === 0 && (
        <div className="space-y-4">
          <p>{t('brand.membership.none')}</p>
          {offered && (
            <ButtonLink href={path(`/products/${offered.slug}`)}>{t('memberships.none.view')}</ButtonLink>
          )}
        </div>
      )}
      {memberships.length > 0 && (
        <ul className="space-y-10">
          {memberships.map((membership) => (
            <li key={membership.orderId}>
              <MembershipCard
                locale={locale}
                membership={membership}
                now={now}
                isForSale={forSale.some(({ id }) => id === membership.product.id)}
                change={changes.find(
                  ({ productId, currency }) =>
                    productId === membership.product.id && currency === membership.plan.currency,
                )}
              />
            </li>
          ))}
        </ul>
      )}
      {(underReview.length > 0 || memberships.some(isWaiting)) && <RefreshWhileWaiting />}
      <p className="text-muted">{t.rich('memberships.policy', { refunds: linkTo(locale, '/refunds') })}</p>
    </div>
  )
}

/** For somebody who pays for two memberships, perhaps without intending to. */
function SeveralMemberships({ locale, memberships }: { locale: Locale; memberships: Membership[] }) {
  const { t, path, date } = locale
  return (
    <Notice kind="caution" title={t('memberships.several.title', { count: memberships.length })}>
      <p>{t('memberships.several.lead')}</p>
      <ul className="list-['–_'] space-y-1 pl-4">
        {memberships.map(({ orderId: order, product: { name: product }, nextChargeAt }) => (
          <li key={order}>
            {nextChargeAt
              ? t.rich('memberships.several.charged', { product, order, next: date(nextChargeAt), number })
              : t.rich('memberships.several.one', { product, order, number })}{' '}
            <PageLink href={path(`/account/memberships/${order}/cancel`)} className="link">
              {t.rich('memberships.several.cancel', { order, hidden })}
            </PageLink>
          </li>
        ))}
      </ul>
      <p>{t.rich('memberships.several.refund', { refunds: linkTo(locale, '/refunds') })}</p>
    </Notice>
  )
}

/** Whether what the page shows may change at any moment. */
function isWaiting({ renews, cancellation, isUnderReview }: Membership): boolean {
  return isUnderReview || (renews && cancellation !== null)
}

function MembershipCard({
  locale,
  membership,
  now,
  isForSale,
  change,
}: {
  locale: Locale
  membership: Membership
  now: Date
  isForSale: boolean
  /** A new price that is announced. */
  change: PriceChange | undefined
}) {
  const { t, path, date } = locale
  const { orderId, product, plan, state, paidUntil, accessUntil, renews, cancellation } = membership
  const { kind, label, text } = membershipWords(locale, membership, now)
  const heading = `membership-${orderId}`
  return (
    <article aria-labelledby={heading} className="sheet space-y-6 p-6 sm:p-8">
      <header className="flex items-center gap-5 pr-6">
        <Artwork of={product} className="w-20! shrink-0 sm:w-28!" />
        <h2 id={heading} className="text-heading">
          {product.name}
        </h2>
      </header>
      <Notice kind={kind} title={label}>
        <p>{text}</p>
      </Notice>
      {change && isRenewing(membership) && (
        <Notice title={t('priceChanges.title', { day: date(change.effectiveAt) })}>
          {changeSentences(locale, { ...change, name: product.name }, plan).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
        <Fact
          title={t(accessUntil === null ? 'memberships.facts.wasPaidUntil' : 'memberships.facts.paidUntil')}
        >
          {paidUntil ? dayOf(paidUntil)(date(paidUntil)) : t('memberships.facts.unpaid')}
        </Fact>
        <Fact title={t('memberships.facts.next')}>{nextCharge(locale, membership, now)}</Fact>
        <Fact title={t('memberships.facts.price')}>
          <Price locale={locale} money={plan} /> {everyPeriod(t, plan.period)}
        </Fact>
      </dl>
      <Payments locale={locale} membership={membership} />
      {renews && !cancellation && state !== 'REVOKED' && (
        <ConfirmButton
          href={path(`/account/memberships/${orderId}/cancel`)}
          title={t('memberships.cancel.question', { product: product.name })}
          label={t('memberships.cancel.label', { product: product.name })}
          button={t('memberships.cancel.button')}
        >
          <CancelConfirmation
            locale={locale}
            membership={membership}
            now={now}
            keep={<CloseDialog>{t('memberships.cancel.keep')}</CloseDialog>}
          />
        </ConfirmButton>
      )}
      {accessUntil === null && !isStanding(membership) && isForSale && (
        <ButtonLink href={path(`/products/${product.slug}`)} variant="secondary">
          {t('memberships.rejoin')}
        </ButtonLink>
      )}
    </article>
  )
}

/** When a membership is charged next, and how much. */
function nextCharge(
  { t, date, money }: Locale,
  { plan, state, nextChargeAt, renews, cancellation }: Membership,
  now: Date,
): ReactNode {
  if (!renews || state === 'REVOKED' || !nextChargeAt) return t('memberships.facts.none')
  const when = nextChargeAt > now ? 'next' : 'due'
  const charge = cancellation ? (`${when}Unless` as const) : when
  return t.rich(`memberships.charge.${charge}`, {
    price: money(plan),
    day: date(nextChargeAt),
    sum: price,
    on: dayOf(nextChargeAt),
  })
}

function Payments({ locale, membership: { payments, orderId } }: { locale: Locale; membership: Membership }) {
  const { t, path, shortDate } = locale
  return (
    <details className="border-y border-line">
      <summary className="flex min-h-12 items-center py-2 font-medium">
        {t('memberships.payments.title', { count: payments.length })}
      </summary>
      <table className="mb-4 w-full text-left text-sm tabular-nums">
        <thead className="whitespace-nowrap text-muted">
          <tr>
            <th scope="col" className="py-2 pr-4 font-normal">
              {t('memberships.payments.charged')}
            </th>
            <th scope="col" className="py-2 pr-4 font-normal">
              {t('memberships.payments.amount')}
            </th>
            <th scope="col" className="py-2 font-normal">
              {t('memberships.payments.period')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...payments].reverse().map(({ ref, paidAt, outcome, period, ...money }) => (
            <tr key={ref} className="border-t border-line align-top">
              <td className="py-2 pr-4">{dayOf(paidAt)(shortDate(paidAt))}</td>
              <td className="py-2 pr-4">
                <Price locale={locale} money={money} />
              </td>
              <td className="py-2 first-letter:uppercase">
                {period
                  ? t('memberships.payments.span', {
                      from: shortDate(period.from),
                      until: shortDate(period.until),
                    })
                  : outcomeWords(t, outcome)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pb-4 text-sm text-muted">
        {t.rich('memberships.payments.started', {
          order: orderId,
          number,
          link: (text) => (
            <PageLink href={path(`/orders/${orderId}`)} className="link">
              {text}
            </PageLink>
          ),
        })}
      </p>
    </details>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{title}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  )
}

export default withDatabase(MembershipsPage)
