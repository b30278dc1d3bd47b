import { Notice } from '@/app/_components/notice'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { WorkerSign } from '@/lib/generated/prisma/client'
import { silentAfter } from '@/lib/jobs/mutations'
import { formatDistance } from '@/lib/time'

/** The workers' last signs of life, with a notice when all of them are silent. */
export function WorkersSection({ workers, now }: { workers: readonly WorkerSign[]; now: Date }) {
  const [last] = workers
  const isSilent = !last || now.getTime() - last.seenAt.getTime() > silentAfter
  return (
    <Section id="worker" title="Worker">
      {isSilent && (
        <Notice kind="critical" title={last ? 'No worker is alive' : 'No worker has run in the last day'}>
          <p>
            {last && `The last sign of life came ${formatDistance(last.seenAt, now)}. `}
            Until one runs, lost charges are not looked up, cancellations are not sent and refused pingbacks
            wait: start it by <code>npm run worker</code>, and read its log.
          </p>
        </Notice>
      )}
      <DataTable
        caption="Workers of the last day, the one seen last first"
        columns={[
          { title: 'Process', cell: ({ id }) => <code className="font-mono text-sm">{id}</code> },
          { title: 'Since', cell: ({ since }) => <Time at={since} /> },
          { title: 'Last seen', cell: ({ seenAt }) => <Time at={seenAt} /> },
          { title: 'Version', cell: ({ version }) => version },
        ]}
        rows={workers}
        keyOf={({ id }) => id}
        empty="None has given a sign of life in the last day."
      />
    </Section>
  )
}
