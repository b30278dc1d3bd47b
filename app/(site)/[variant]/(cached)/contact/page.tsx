import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { brand } from '@/lib/brand/brand'
import { company, phoneLink } from '@/lib/brand/company'
import { foundMetadata } from '@/lib/storefront/found'

export const metadata: Metadata = foundMetadata({
  path: '/contact',
  title: 'Contact and company',
  description: `How to reach ${brand.name}, and the company that runs it.`,
})

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-8 border-t border-line py-4 sm:grid-cols-[12rem_1fr]">
      <dt className="text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export default function ContactPage() {
  const { name, registration, address, email, phone } = company()
  return (
    <div className="space-y-10">
      <PageHeading
        title="Contact and company"
        lead="How to reach us. If it is about an order, include its number so that we can find it faster."
      />
      <dl className="max-w-3xl border-b border-line">
        <Row label="E-mail">
          <a href={`mailto:${email}`} className="link">
            {email}
          </a>
          <span className="block text-muted">We reply within two working days</span>
        </Row>
        {phone && (
          <Row label="Telephone">
            <a href={phoneLink(phone)} className="link">
              {phone}
            </a>
          </Row>
        )}
        <Row label="Company">{name}</Row>
        <Row label="Registration">{registration}</Row>
        <Row label="Registered address">{address}</Row>
      </dl>
      <section aria-labelledby="quick" className="prose">
        <h2 id="quick">Quick answers</h2>
        <ul>
          <li>
            Your purchases are in{' '}
            <PageLink href="/account/library" className="link">
              your library
            </PageLink>
            , where you can download them again.
          </li>
          <li>
            To see whether a payment has arrived, check{' '}
            <PageLink href="/account/orders" className="link">
              your orders
            </PageLink>
            .
          </li>
          <li>
            To get a refund or cancel a membership, see{' '}
            <PageLink href="/refunds" className="link">
              Refunds and cancellation
            </PageLink>
            .
          </li>
        </ul>
      </section>
    </div>
  )
}
