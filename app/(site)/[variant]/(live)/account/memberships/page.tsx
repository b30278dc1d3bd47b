import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { Outcome } from '@/app/_components/outcome'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { withDatabase } from '@/app/_components/with-database'
import { CloseDialog, ConfirmButton } from '@/app/(site)/[variant]/(live)/account/confirm-button'
import { CancelConfirmation } from '@/app/(site)/[variant]/(live)/account/memberships/cancel-confirmation'
import { RefreshWhileWaiting } from '@/app/(site)/[variant]/(live)/account/memberships/refresh-while-waiting'
import { requireUser } from '@/lib/accounts/session'
import { productsForSale } from '@/lib/catalog/data'
import { shopTime } from '@/lib/clock'
import type { PriceChange } from '@/lib/generated/prisma/client'
import { english } from '@/lib/languages/locale'
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
import { membershipWords, outcomes } from '@/lib/subscriptions/words'

export const metadata: Metadata = { title: 'Your memberships', robots: { index: false } }

type Query = Record<string, string | string[] | undefined>

async function MembershipsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const user = await requireUser('/account/memberships')
  const [{ requested }, now, forSale, underReview] = await Promise.all([
    searchParams,
    shopTime(),
    productsForSale(),
    listMembershipsUnderReview(user.uid),
  ])
  const memberships = await listMemberships(user.uid, now)
  const changes = await listOpenChanges(memberships.map(({ product }) => product.id))
  const renewing = memberships.filter(({ state, renews, cancellation }) => {
    return renews && state !== 'REVOKED' && cancellation === null
  })
  const offered = forSale.find((product) => product.kind === 'MEMBERSHIP')

  return (
    <div className="space-y-8">
      <PageHeading
        title="Your memberships"
        lead={
          memberships.length > 0 ? 'Your current and past memberships, their dates and prices.' : undefined
        }
      />
      {requested !== undefined && (
        <Outcome kind="positive" title="We have received your cancellation request">
          Its progress is shown below.
        </Outcome>
      )}
      {underReview.map(({ orderId, name }) => (
        <Notice key={orderId} kind="caution" title={`${name}: the payment is under review`}>
          <p>
            Paymentwall is reviewing your first payment, which usually takes a few minutes. The membership
            starts when it is approved; if it is declined, you pay nothing.{' '}
            <PageLink href={`/orders/${orderId}`} className="link">
              View order
            </PageLink>
          </p>
        </Notice>
      ))}
      {renewing.length > 1 && <SeveralMemberships memberships={renewing} />}
      {memberships.length === 0 && underReview.length === 0 && (
        <div className="space-y-4">
          <p>You are not a member. Members have every model in the shop in their library.</p>
          {offered && <ButtonLink href={`/products/${offered.slug}`}>View membership</ButtonLink>}
        </div>
      )}
      {memberships.length > 0 && (
        <ul className="space-y-10">
          {memberships.map((membership) => (
            <li key={membership.orderId}>
              <MembershipCard
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
      <p className="text-muted">
        How to cancel, what happens to the time you have paid for, and when you get a refund:{' '}
        <PageLink href="/refunds" className="link">
          Refunds and cancellation
        </PageLink>
      </p>
    </div>
  )
}

/** For somebody who pays for two memberships, perhaps without intending to. */
function SeveralMemberships({ memberships }: { memberships: Membership[] }) {
  return (
    <Notice kind="caution" title={`You have ${memberships.length} memberships that renew`}>
      <p>Each is charged separately. If you want only one, cancel the other:</p>
      <ul className="list-['–_'] space-y-1 pl-4">
        {memberships.map(({ orderId, product, nextChargeAt }) => (
          <li key={orderId}>
            “{product.name}” from order <span className="font-mono">{orderId}</span>
            {nextChargeAt && `, next charge on ${english.date(nextChargeAt)}`}.{' '}
            <PageLink href={`/account/memberships/${orderId}/cancel`} className="link">
              Cancel this one<span className="sr-only"> from order {orderId}</span>
            </PageLink>
          </li>
        ))}
      </ul>
      <p>
        If you did not intend to buy the second one, write to us with its order number to ask for a{' '}
        <PageLink href="/refunds" className="link">
          refund
        </PageLink>
        .
      </p>
    </Notice>
  )
}

/** Whether what the page shows may change at any moment. */
function isWaiting({ renews, cancellation, isUnderReview }: Membership): boolean {
  return isUnderReview || (renews && cancellation !== null)
}

function MembershipCard({
  membership,
  now,
  isForSale,
  change,
}: {
  membership: Membership
  now: Date
  isForSale: boolean
  /** A new price that is announced. */
  change: PriceChange | undefined
}) {
  const { orderId, product, plan, state, paidUntil, nextChargeAt, accessUntil, renews, cancellation } =
    membership
  const { kind, label, text } = membershipWords(membership, now)
  const heading = `membership-${orderId}`
  const mayCharge = renews && state !== 'REVOKED' && nextChargeAt !== null
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
        <Notice title={`New price from ${english.date(change.effectiveAt)}`}>
          {changeSentences({ ...change, name: product.name }, plan).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
        <Fact title={accessUntil === null ? 'Was paid until' : 'Paid until'}>
          {paidUntil ? <Day date={paidUntil} /> : 'No paid time left'}
        </Fact>
        <Fact title="Next charge">
          {mayCharge ? (
            <>
              <Price locale={english} money={plan} />
              {nextChargeAt > now ? ' on ' : ', due on '}
              <Day date={nextChargeAt} />
              {cancellation && ', unless the cancellation is confirmed first'}
            </>
          ) : (
            'None'
          )}
        </Fact>
        <Fact title="Price">
          <Price locale={english} money={plan} /> {everyPeriod(english.t, plan.period)}
        </Fact>
      </dl>
      <Payments membership={membership} />
      {renews && !cancellation && state !== 'REVOKED' && (
        <ConfirmButton
          href={`/account/memberships/${orderId}/cancel`}
          title={`Cancel ${product.name}?`}
          label={`Cancel ${product.name}`}
          button="Cancel"
        >
          <CancelConfirmation
            membership={membership}
            now={now}
            keep={<CloseDialog>Keep membership</CloseDialog>}
          />
        </ConfirmButton>
      )}
      {accessUntil === null && !isStanding(membership) && isForSale && (
        <ButtonLink href={`/products/${product.slug}`} variant="secondary">
          Rejoin
        </ButtonLink>
      )}
    </article>
  )
}

function Payments({ membership: { payments, orderId } }: { membership: Membership }) {
  return (
    <details className="border-y border-line">
      <summary className="flex min-h-12 items-center py-2 font-medium">Payments ({payments.length})</summary>
      <table className="mb-4 w-full text-left text-sm tabular-nums">
        <thead className="whitespace-nowrap text-muted">
          <tr>
            <th scope="col" className="py-2 pr-4 font-normal">
              Charged on
            </th>
            <th scope="col" className="py-2 pr-4 font-normal">
              Amount
            </th>
            <th scope="col" className="py-2 font-normal">
              For
            </th>
          </tr>
        </thead>
        <tbody>
          {[...payments].reverse().map(({ ref, paidAt, outcome, period, ...money }) => (
            <tr key={ref} className="border-t border-line align-top">
              <td className="py-2 pr-4">
                <time dateTime={paidAt.toISOString()}>{english.shortDate(paidAt)}</time>
              </td>
              <td className="py-2 pr-4">
                <Price locale={english} money={money} />
              </td>
              <td className="py-2 first-letter:uppercase">
                {period
                  ? `${english.shortDate(period.from)} to ${english.shortDate(period.until)}`
                  : outcomes[outcome]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pb-4 text-sm text-muted">
        Started with{' '}
        <PageLink href={`/orders/${orderId}`} className="link">
          order <span className="font-mono">{orderId}</span>
        </PageLink>
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

function Day({ date }: { date: Date }) {
  return <time dateTime={date.toISOString()}>{english.date(date)}</time>
}

export default withDatabase(MembershipsPage)
