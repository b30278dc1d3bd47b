import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { AcceptedPolicies } from '@/app/(admin)/admin/orders/[order]/dossier/accepted-policies'
import { Charges, Downloads, Lines, Payments, Terms } from '@/app/(admin)/admin/orders/[order]/order-facts'
import { Timeline } from '@/app/(admin)/admin/orders/[order]/timeline'
import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import { company } from '@/lib/brand/company'
import { english } from '@/lib/languages/locale'
import { knownAddresses } from '@/lib/orders/addresses'
import { findOrderRecord } from '@/lib/orders/record'
import { orderIdSchema } from '@/lib/orders/schema'
import { timelineOf } from '@/lib/orders/timeline'

export const metadata: Metadata = { title: 'Dispute evidence' }

const pathOf = (order: string) => `/admin/orders/${order}`

/** What a merchant answers a chargeback with: all on one page that prints. */
export default adminPage(
  'REVIEWER',
  ({ order = '' }) => `${pathOf(order)}/dossier`,
  async ({ operator, params }) => {
    const orderId = orderIdSchema.safeParse(params.order).data ?? notFound()
    const order = (await findOrderRecord(orderId, operator)) ?? notFound()
    const { user, acceptance } = order
    const addresses = knownAddresses(order)
    return (
      <>
        <PageHeading
          above={
            <>
              Dispute evidence, <Time at={new Date()} />
            </>
          }
          title={<span className="break-all">Order {order.id}</span>}
        />
        <p className="max-w-3xl text-muted print:hidden">
          Print this page or save it as a PDF. Private notes, alerts, and operators’ decisions and actions are
          not included.{' '}
          <PageLink href={pathOf(order.id)} className="link">
            Back to the order
          </PageLink>
        </p>
        <Section id="merchant" title="Merchant">
          <CompanyLines company={company()} />
        </Section>
        <Section id="buyer" title="Buyer">
          <Facts
            facts={[
              ['uid', user.uid],
              ['Name', user.name],
              ['E-mail', order.email],
              ['Registered', <Time key="registered" at={user.registeredAt} />],
              ['Placed the order', <Time key="placed" at={order.createdAt} />],
              ['Price', <Price locale={english} key="price" money={order} />],
            ]}
          />
        </Section>
        <Section id="addresses" title="IP addresses">
          {addresses.length === 0 ? (
            <p className="text-muted">No IP addresses recorded.</p>
          ) : (
            <Facts facts={addresses.map(({ address, from }) => [address, from.join(', ')] as const)} />
          )}
        </Section>
        <Lines order={{ ...order, decisions: [] }} />
        <Payments order={order} />
        <Charges order={order} />
        <Downloads downloads={order.downloads} />
        <Section id="timeline" title="Timeline">
          <Timeline
            entries={timelineOf(order)
              .filter(({ isPrivate }) => !isPrivate)
              .toReversed()}
          />
        </Section>
        <Terms acceptance={acceptance} />
        {acceptance && (
          <Section id="policies" title="Accepted policies">
            <AcceptedPolicies version={acceptance.policyVersion} language={acceptance.language} />
          </Section>
        )}
      </>
    )
  },
)
