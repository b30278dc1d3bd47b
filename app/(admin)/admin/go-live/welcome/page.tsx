import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { TestCards } from '@/app/_components/test-cards'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { brand } from '@/lib/brand/brand'
import { env } from '@/lib/env'
import { english } from '@/lib/languages/locale'

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
        lead={`You are reviewing ${brand.name} for the payment provider. You can see everything about payments, and change only your own purchases and flags.`}
      />
      <ol className="max-w-3xl list-decimal space-y-2 pl-6">
        <li>
          Open <Way to="/">the shop</Way>, choose a product and press “Buy now”. Your account can buy.
        </li>
        <li>Read the checkout: the price, the policies, the company data and the support contact.</li>
        <li>
          {isLive
            ? 'Accept the terms and look at the payment methods. This shop is live: a payment moves real money.'
            : 'Accept the terms and pay, with a test card below or under “Other payment methods”.'}
        </li>
        <li>Watch the order page: it changes to paid as soon as the pingback arrives.</li>
        <li>
          Buy a membership: its terms are beside the button. Cancel it in{' '}
          <Way to="/account/memberships">your account</Way>.
        </li>
        <li>
          Find your order under <Way to="/admin/orders">Orders</Way>: its timeline shows everything that
          happened.
        </li>
        <li>
          Open <Way to="/admin/pingbacks">the pingbacks</Way>, including the refused ones: each shows how its
          signature was checked.
        </li>
        <li>
          Go through <Way to="/admin/go-live">the check points</Way>: each shows its evidence and the attacks
          that failed.
        </li>
        <li>
          Flag any point that does not convince you, with your reason. The merchant answers on the same page.
        </li>
        <li>
          Come back later: <Way to="/admin/go-live#changes">the changes</Way> since the last report are above
          the list.
        </li>
      </ol>
      <TestCards locale={english} isOpen />
    </>
  )
})
