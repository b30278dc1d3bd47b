import { DataTable } from '@/app/(admin)/_parts/data-table'
import { meaningOf } from '@/lib/pingbacks/meaning'

/** The parameters of a pingback, masked as the log masks them, each with its meaning. */
export function ParameterTable({ parameters }: { parameters: Record<string, string> }) {
  return (
    <DataTable
      caption="Parameters"
      columns={[
        { title: 'Name', cell: ([name]) => <code className="font-mono text-sm">{name}</code> },
        {
          title: 'Value',
          cell: ([, value]) =>
            value === '' ? (
              <span className="text-muted">empty</span>
            ) : (
              <code className="font-mono text-sm">{value}</code>
            ),
        },
        { title: 'Meaning', cell: ([name, value]) => meaningOf(name, value) },
      ]}
      rows={Object.entries(parameters)}
      keyOf={([name]) => name}
      empty="No parameters are stored."
    />
  )
}
