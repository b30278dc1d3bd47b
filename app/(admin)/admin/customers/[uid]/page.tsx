import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { MailList } from '@/app/(admin)/_parts/mail-list'
import { NoteList } from '@/app/(admin)/_parts/note-list'
import { Section } from '@/app/(admin)/_parts/section'
import { TextArea } from '@/app/(admin)/_parts/text-area'
import { Time } from '@/app/(admin)/_parts/time'
import { Cards, Credits, Goods, Memberships, Sessions } from '@/app/(admin)/admin/customers/[uid]/holdings'
import { CustomerTags } from '@/app/(admin)/admin/customers/customer-tags'
import { OrderTable } from '@/app/(admin)/admin/orders/order-table'
import { uidSchema } from '@/lib/accounts/schema'
import { shopTime } from '@/lib/clock'
import { addCustomerNote, flagAction } from '@/lib/customers/actions'
import { type CustomerRecord, findCustomer } from '@/lib/customers/data'
import { listMails } from '@/lib/mail/data'
import { listOrderRows } from '@/lib/orders/list'
import { orderFilterSchema } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Customer' }

const pathOf = (uid: string) => `/admin/customers/${uid}`

export default adminPage(
  'REVIEWER',
  ({ uid = '' }) => pathOf(uid),
  async ({ operator, params }) => {
    const uid = uidSchema.safeParse(params.uid).data ?? notFound()
    const now = await shopTime()
    const customer = (await findCustomer(uid, operator, now)) ?? notFound()
    const orders = await listOrderRows(orderFilterSchema.parse({ buyer: uid }), operator, undefined, now)
    const isAdmin = operator.role === 'ADMIN'
    return (
      <>
        <PageHeading above="Customer" title={<span className="break-all">{customer.email}</span>} />
        <Facts
          facts={[
            ['Name', customer.name && <span className="break-words">{customer.name}</span>],
            [
              'Customer ID',
              <code key="uid" className="font-mono text-sm break-all">
                {uid}
              </code>,
            ],
            ['State', <CustomerTags key="state" {...customer} />],
            [
              customer.isGuest ? 'First seen' : 'Registered',
              <Time key="registered" at={customer.registeredAt} />,
            ],
            [
              'E-mail confirmed',
              customer.emailProvenAt ? <Time key="confirmed" at={customer.emailProvenAt} /> : 'No',
            ],
            [
              'Belongs to account',
              customer.accountId && <CustomerLinks key="account" uids={[customer.accountId]} />,
            ],
            [
              'Guest orders of',
              customer.guests.length > 0 && <CustomerLinks key="guests" uids={customer.guests} />,
            ],
            ['IP address', customer.registrationIp],
            ['Flagged', customer.flaggedAt && <Time key="flagged" at={customer.flaggedAt} />],
            ['Closed', customer.closedAt && <Time key="closed" at={customer.closedAt} />],
            ['Erased', customer.erasedAt && <Time key="erased" at={customer.erasedAt} />],
            [
              'Activity',
              isAdmin && (
                <PageLink key="audit" href={`/admin/audit?subject=${uid}`} className="link">
                  View in audit log
                </PageLink>
              ),
            ],
          ]}
        />
        <Section
          id="orders"
          title="Orders"
          aside={
            orders.older && (
              <PageLink href={`/admin/orders?buyer=${uid}`} className="link">
                All orders
              </PageLink>
            )
          }
        >
          <OrderTable caption="Orders, newest first" rows={orders.rows} empty="No orders yet." />
        </Section>
        <Memberships memberships={customer.memberships} at={now} />
        <Goods goods={customer.goods} />
        <Credits credits={customer.credits} />
        {isAdmin && <Cards cards={customer.cards} />}
        {isAdmin && <Sessions sessions={customer.sessions} />}
        {isAdmin && (
          <Section id="mail" title="Mail">
            <MailList mails={await listMails({ uid })} />
          </Section>
        )}
        <Notes customer={customer} mayWrite={isAdmin} />
        <Flag customer={customer} />
        {isAdmin && <PersonalData customer={customer} />}
      </>
    )
  },
)

function CustomerLinks({ uids }: { uids: readonly string[] }) {
  return (
    <ul>
      {uids.map((uid) => (
        <li key={uid}>
          <PageLink href={pathOf(uid)} className="link font-mono text-sm break-all">
            {uid}
          </PageLink>
        </li>
      ))}
    </ul>
  )
}

function Notes({ customer, mayWrite }: { customer: CustomerRecord; mayWrite: boolean }) {
  if (!mayWrite && customer.notes.length === 0) return null
  return (
    <Section id="notes" title="Private notes">
      <NoteList notes={customer.notes} />
      {mayWrite && (
        <div className="max-w-3xl">
          <ActForm
            action={addCustomerNote}
            back={pathOf(customer.uid)}
            fields={{ uid: customer.uid }}
            submit="Add note"
            pending="Adding…"
            isQuiet
          >
            <TextArea
              name="text"
              label="New note"
              hint="Only operators can see notes. A customer sees them only in an export of their personal data."
              maxLength={4000}
            />
          </ActForm>
        </div>
      )}
    </Section>
  )
}

function Flag({ customer: { uid, flaggedAt } }: { customer: CustomerRecord }) {
  const was = flaggedAt ? 'flagged' : 'unflagged'
  return (
    <Section id="flag" title={flaggedAt ? 'Remove flag' : 'Flag customer'}>
      <div className="max-w-3xl">
        <ActForm
          action={flagAction}
          back={pathOf(uid)}
          fields={{ uid, was }}
          submit={flaggedAt ? 'Remove flag' : 'Flag'}
          pending="Saving…"
          isQuiet
        >
          <p className="text-muted">
            Operators see the flag in lists and on orders. It doesn’t block payments. Fraud chargebacks set it
            automatically.
          </p>
          <TextArea name="reason" label="Reason" maxLength={500} rows={2} />
        </ActForm>
      </div>
    </Section>
  )
}

function PersonalData({ customer: { uid, closedAt, erasedAt } }: { customer: CustomerRecord }) {
  return (
    <Section id="data" title="Account and personal data">
      <p className="max-w-3xl text-muted">
        The export holds everything the shop knows about this customer, as JSON. Closing ends the account and
        its renewals. Erasing also removes personal data and keeps the records under the customer ID. You see
        the effect before you confirm.
      </p>
      <div className="flex flex-wrap gap-3">
        {/* A file, not a page of the shop: the browser saves it. */}
        <a
          href={`${pathOf(uid)}/export`}
          download
          className="inline-flex min-h-12 items-center rounded-control border border-edge px-5 font-semibold hover:bg-wash"
        >
          Export personal data
        </a>
        {!closedAt && (
          <ButtonLink href={`${pathOf(uid)}/close`} variant="secondary">
            Close account…
          </ButtonLink>
        )}
        <ButtonLink href={`${pathOf(uid)}/erase`} variant="secondary">
          {erasedAt ? 'Erase again…' : 'Erase personal data…'}
        </ButtonLink>
      </div>
    </Section>
  )
}
