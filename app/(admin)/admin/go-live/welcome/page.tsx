import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { TestCards } from '@/app/_components/test-cards'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { brand } from '@/lib/brand/brand'
import { env } from '@/lib/env'

export const metadata: Metadata = { title: 'What to try' }

function Way({ to, children }: { to: string; children: ReactNode }) {
  return (
    <PageLink href={to} className="link">
      {children}
    </PageLink>
  )
}

export default adminPage('REVIEWER', '/admin/go-live/welcome', async () => {
  const isLive = env().PAYMENTWALL_MODE === 'live'
  return (
    <>
      <PageHeading
        title="What to try"
        lead={`You review ${brand.name} for the payment provider. You see everything here that concerns payments, and change nothing but your own purchases.`}
      />
      <ol className="max-w-3xl list-decimal space-y-2 pl-6">
        <li>
          Open <Way to="/">the shop</Way>, choose something and press “Buy now”: your account can buy.
        </li>
        <li>Read the checkout: the price, the policies, the company and its support.</li>
        <li>
          {isLive
            ? 'Accept the terms and see what pays. This shop is live: a payment moves real money.'
            : 'Accept the terms and pay, with a test card below or by “Other payment methods”.'}
        </li>
        <li>Watch the order page: it turns to paid as soon as the pingback has come.</li>
        <li>
          Buy a membership: its terms stand beside the button. Cancel it in{' '}
          <Way to="/account/memberships">your account</Way>.
        </li>
        <li>
          Find your order in <Way to="/admin/orders">the list</Way>: its page tells what happened, line by
          line.
        </li>
        <li>
          Open <Way to="/admin/pingbacks">the pingbacks</Way>, refused ones too: each shows how its signature
          was checked.
        </li>
        <li>
          Go through <Way to="/admin/go-live">the check points</Way>: each shows its evidence, and what was
          tried against it.
        </li>
        <li>Flag a point that does not convince you, with the reason. The merchant answers on its page.</li>
        <li>
          Come back later: <Way to="/admin/go-live#changes">what changed</Way> since the last report is on top
          of the list.
        </li>
      </ol>
      <TestCards isOpen />
    </>
  )
})
