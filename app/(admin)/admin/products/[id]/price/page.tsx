import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Button } from '@/app/_components/button'
import { Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Section } from '@/app/(admin)/_parts/section'
import { findProduct } from '@/lib/catalog/data'
import { currenciesOf, pricedIn } from '@/lib/catalog/prices'
import { shopTime } from '@/lib/clock'
import type { PriceChange, Product } from '@/lib/generated/prisma/client'
import { english } from '@/lib/languages/locale'
import { formatMoney } from '@/lib/money'
import { perPeriod } from '@/lib/plans/period'
import { type Plan, planOf } from '@/lib/plans/plan'
import { announcePriceAction, withdrawPriceAction } from '@/lib/price-changes/actions'
import {
  type Announcement,
  earliestDay,
  noticeDays,
  readAnnouncement,
} from '@/lib/price-changes/announcement'
import { countMembersToTell, listPriceChanges } from '@/lib/price-changes/data'
import { changeSentences, changeState, runningKeepWords } from '@/lib/price-changes/words'

export const metadata: Metadata = { title: 'Announce a new price' }

const pathOf = (id: string) => `/admin/products/${encodeURIComponent(id)}/price`

export default adminPage(
  'ADMIN',
  ({ id = '' }) => pathOf(id),
  async ({ params: { id = '' }, query }) => {
    const product = await findProduct(id)
    // Those that visitors choose from, in their order, come first.
    const currencies: string[] = product
      ? [...new Set([...currenciesOf(product), ...product.priceList.map(({ currency }) => currency)])]
      : []
    const currency = currencies.find((each) => each === query.currency) ?? currencies[0] ?? ''
    const priced = product && pricedIn(product, currency)
    const plan = priced && planOf(priced, currency)
    if (!priced || !plan) notFound()
    const at = await shopTime()
    const open = (await listPriceChanges(id)).find(
      (change) => changeState(change) === 'Announced' && change.currency === currency,
    )
    return (
      <>
        <PageHeading
          title={open ? 'Withdraw the new price?' : 'Announce a new price'}
          above={
            <PageLink href={`/admin/products/${priced.id}`} className="link">
              {priced.name}
            </PageLink>
          }
          lead={
            open
              ? undefined
              : `Currently ${formatMoney(plan)} ${perPeriod(english.t, plan.period)}. Members are told by e-mail at least ${noticeDays} days ahead. On the day, the product’s price changes automatically.${plan.trial ? ' The trial price stays the same.' : ''}`
          }
        />
        <Currencies id={priced.id} all={currencies} current={currency} />
        {open ? (
          <Withdrawal change={open} plan={plan} />
        ) : (
          <NewPrice product={priced} plan={plan} at={at} typed={typedIn(query)} />
        )}
      </>
    )
  },
)

/** Each price has announcements of its own. */
function Currencies({ id, all, current }: { id: string; all: readonly string[]; current: string }) {
  if (all.length === 1) return null
  return (
    <nav aria-label="Currency" className="flex flex-wrap gap-x-6">
      {all.map((currency) => (
        <PageLink
          key={currency}
          href={pathOf(id)}
          query={{ currency }}
          aria-current={currency === current ? 'page' : undefined}
          className="link inline-flex min-h-11 items-center aria-[current=page]:font-semibold aria-[current=page]:no-underline"
        >
          {currency}
        </PageLink>
      ))}
    </nav>
  )
}

function typedIn({ amount, from }: Record<string, unknown>) {
  if (typeof amount !== 'string' || typeof from !== 'string') return undefined
  return { amount: amount.slice(0, 40), from: from.slice(0, 40) }
}

/** Asks for the price and the day, and then shows what announcing them does. */
function NewPrice({
  product,
  plan,
  at,
  typed,
}: {
  product: Pick<Product, 'id' | 'name'>
  plan: Plan
  at: Date
  typed: ReturnType<typeof typedIn>
}) {
  const read = typed && readAnnouncement(typed, plan, at)
  const errors = read && !read.ok ? read.errors : {}
  const earliest = earliestDay(at)
  return (
    <>
      <form action={pathOf(product.id)} noValidate className="max-w-md space-y-5">
        <input type="hidden" name="currency" value={plan.currency} />
        <Field
          name="amount"
          label={`New price in ${plan.currency}`}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          defaultValue={typed?.amount}
          error={errors.amount}
          autoFocus={errors.amount !== undefined}
        />
        <Field
          name="from"
          label="From"
          type="date"
          hint={`At 00:00 UTC. ${english.date(new Date(earliest))} or later.`}
          min={earliest}
          defaultValue={typed?.from ?? earliest}
          error={errors.from}
          autoFocus={errors.amount === undefined && errors.from !== undefined}
        />
        <Button type="submit" variant="secondary">
          Preview
        </Button>
      </form>
      {typed && read?.ok && (
        <Proposal product={product} plan={plan} at={at} typed={typed} announcement={read.announcement} />
      )}
    </>
  )
}

async function Proposal({
  product,
  plan,
  at,
  typed,
  announcement,
}: {
  product: Pick<Product, 'id' | 'name'>
  plan: Plan
  at: Date
  typed: { amount: string; from: string }
  announcement: Announcement
}) {
  const members = await countMembersToTell(product.id, announcement.currency, at)
  const { amount, currency, effectiveAt } = announcement
  const { amount: amountBefore, period } = plan
  const before = { amountBefore, periodLength: period.length, periodUnit: period.unit }
  const change = { name: product.name, currency, ...before, amount, effectiveAt }
  return (
    <Section id="effect" title="What this will do">
      <ul className="max-w-3xl list-disc space-y-1 pl-5">
        <li>
          {members === 0
            ? `No message is sent: nobody has a running membership paid in ${currency}.`
            : `${members === 1 ? '1 member gets' : `${members} members get`} one message each, now.`}
        </li>
        <li>
          On {english.date(effectiveAt)} the product’s price in {currency} changes to{' '}
          {formatMoney(announcement)} {perPeriod(english.t, plan.period)} for memberships ordered from that
          day.
        </li>
        <li>You can withdraw it until then. Members who have been told then get another message.</li>
        <li>{runningKeepWords}</li>
      </ul>
      <Notice title="What members read">
        {changeSentences(english, change, plan).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p>Each message states the price that the member pays.</p>
      </Notice>
      <ActForm
        action={announcePriceAction}
        back={`${pathOf(product.id)}?${new URLSearchParams({ ...typed, currency })}`}
        fields={{ id: product.id, ...typed, was: `${plan.amount} ${plan.currency}` }}
        submit={`Announce ${formatMoney(announcement)}`}
        pending="Announcing…"
      />
    </Section>
  )
}

function Withdrawal({ change, plan }: { change: PriceChange & { queued: number }; plan: Plan }) {
  const { id, productId, effectiveAt, queued } = change
  return (
    <>
      <Notice title="What this will do">
        <p>
          The price stays {formatMoney(plan)} {perPeriod(english.t, plan.period)} and does not change to{' '}
          {formatMoney(change)} on {english.date(effectiveAt)}.
        </p>
        <p>
          {queued === 0
            ? 'Nobody was told of the new price, so nobody is told of this.'
            : `The new price was announced to ${queued === 1 ? '1 member' : `${queued} members`}. Members who have received that message get another about the withdrawal. Messages still queued are dropped.`}
        </p>
      </Notice>
      <ActForm
        action={withdrawPriceAction}
        back={`${pathOf(productId)}?${new URLSearchParams({ currency: change.currency })}`}
        fields={{ id: productId, change: id }}
        submit="Withdraw the new price"
        pending="Withdrawing…"
      />
    </>
  )
}
