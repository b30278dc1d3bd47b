import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ConfirmFirst } from '@/app/(admin)/_parts/confirm-first'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { InvitationForm } from '@/app/(admin)/admin/operators/invitation-form'
import { env } from '@/lib/env'
import { withdrawInvitationAction } from '@/lib/operators/actions'
import { listInvitations, listOperators, type OperatorRow } from '@/lib/operators/data'
import { roleTitles } from '@/lib/operators/words'

export const metadata: Metadata = { title: 'Operators' }

const path = '/admin/operators'

const columns: Column<OperatorRow>[] = [
  {
    title: 'Operator',
    cell: ({ uid, email, name }) => (
      <>
        <PageLink href={`${path}/${uid}`} className="link break-all">
          {email}
        </PageLink>
        {name && <span className="block text-muted">{name}</span>}
      </>
    ),
  },
  { title: 'Role', cell: ({ role }) => roleTitles[role] },
  {
    title: 'Last seen',
    cell: ({ lastSeenAt }) => (lastSeenAt ? <Time at={lastSeenAt} /> : 'No active session'),
  },
  {
    title: 'Two-factor',
    cell: ({ hasSecondFactor }) =>
      hasSecondFactor ? <Tag kind="positive">On</Tag> : <Tag kind="info">Off</Tag>,
  },
]

type Invitation = Awaited<ReturnType<typeof listInvitations>>[number]

const invitationColumns: Column<Invitation>[] = [
  { title: 'Role', cell: ({ role }) => roleTitles[role] },
  { title: 'For', cell: ({ note }) => note },
  { title: 'Expires', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
  {
    title: 'Revoke',
    cell: ({ id }) => (
      <ActForm
        action={withdrawInvitationAction}
        back={path}
        fields={{ invitation: id }}
        submit="Revoke"
        pending="Revoking…"
        isQuiet
      />
    ),
  },
]

export default adminPage('ADMIN', path, async () => {
  const [operators, invitations] = await Promise.all([listOperators(), listInvitations()])
  return (
    <>
      <PageHeading
        title="Operators"
        lead="Admins have full access. Reviewers can only view, and flag customers and check points. In live mode they see only test orders and their own."
      />
      <DataTable
        caption="Operators"
        columns={columns}
        rows={operators}
        keyOf={({ uid }) => uid}
        empty="There are no operators."
      />
      <p>
        <PageLink href="/admin/second-factor" className="link">
          Your two-factor authentication
        </PageLink>
      </p>
      <Section id="invite" title="Invite an operator">
        <ConfirmFirst back={path} what="invite an operator">
          <InvitationForm back={path} shopUrl={env().SHOP_URL} />
        </ConfirmFirst>
      </Section>
      {invitations.length > 0 && (
        <Section id="open" title="Pending invitations">
          <DataTable
            caption="Pending invitations"
            columns={invitationColumns}
            rows={invitations}
            keyOf={({ id }) => id}
            empty=""
          />
        </Section>
      )}
    </>
  )
})
