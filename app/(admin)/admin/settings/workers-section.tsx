import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { WorkerNotice } from '@/app/(admin)/_parts/worker-notice'
import type { WorkerSign } from '@/lib/generated/prisma/client'

/** The workers' last signs of life, with a notice when all of them are silent. */
export function WorkersSection({ workers, now }: { workers: readonly WorkerSign[]; now: Date }) {
  return (
    <Section id="worker" title="Worker">
      <WorkerNotice seenAt={workers[0]?.seenAt} now={now} />
      <DataTable
        caption="Workers of the last day, most recently seen first"
        columns={[
          { title: 'Process', cell: ({ id }) => <code className="font-mono text-sm">{id}</code> },
          { title: 'Since', cell: ({ since }) => <Time at={since} /> },
          { title: 'Last seen', cell: ({ seenAt }) => <Time at={seenAt} /> },
          { title: 'Version', cell: ({ version }) => version },
        ]}
        rows={workers}
        keyOf={({ id }) => id}
        empty="No worker has run in the last day. Running workers appear here."
      />
    </Section>
  )
}
