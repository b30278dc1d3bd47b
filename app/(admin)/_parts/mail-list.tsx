import { PageLink } from '@/app/_components/page-link'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import type { MailRow } from '@/lib/mail/data'
import { mailState, mailTitles } from '@/lib/mail/words'

/** Messages to a customer, newest first. */
export function MailList({ mails }: { mails: MailRow[] }) {
  return (
    <DataTable
      caption="Mail, newest first"
      rows={mails}
      keyOf={({ id }) => id}
      empty="No mail yet."
      columns={[
        { title: 'Queued', cell: ({ queuedAt }) => <Time at={queuedAt} /> },
        {
          title: 'About',
          cell: ({ id, kind }) => (
            <PageLink href={`/admin/mails/${id}`} className="link">
              {mailTitles[kind]}
            </PageLink>
          ),
          isWords: true,
        },
        { title: 'To', cell: ({ recipient }) => <span className="break-all">{recipient || 'erased'}</span> },
        {
          title: 'State',
          cell: (mail) => {
            const { kind, label } = mailState(mail)
            return <Tag kind={kind}>{label}</Tag>
          },
        },
      ]}
    />
  )
}
