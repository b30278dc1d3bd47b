import { ActForm } from '@/app/(admin)/_parts/act-form'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { PolicyViolation } from '@/lib/generated/prisma/client'
import { clearViolationAction } from '@/lib/policy-violations/actions'

/** What browsers reported of the payment pages' policy. */
export function ViolationsSection({
  violations,
  back,
}: {
  violations: readonly PolicyViolation[]
  back: string
}) {
  return (
    <Section id="violations" title="Content security policy violations">
      <p className="max-w-3xl text-muted">
        What browsers blocked on payment pages. Most reports come from browser extensions or the buyer’s
        network. Look into hosts that you don’t know and that many browsers report.
      </p>
      <DataTable
        caption="Violations, most recent first"
        columns={[
          { title: 'Blocked', cell: ({ blocked }) => blocked },
          {
            title: 'Directive',
            cell: ({ directive }) => <code className="font-mono text-sm">{directive}</code>,
          },
          { title: 'Page', cell: ({ page }) => page },
          { title: 'Example', cell: ({ example }) => example },
          { title: 'Reports', isNumber: true, cell: ({ count }) => count.toLocaleString('en-GB') },
          { title: 'First', cell: ({ firstAt }) => <Time at={firstAt} /> },
          { title: 'Last', cell: ({ lastAt }) => <Time at={lastAt} /> },
          {
            title: 'Actions',
            cell: ({ directive, blocked, page, count }) => (
              <ActForm
                action={clearViolationAction}
                back={back}
                submit="Clear"
                pending="Clearing…"
                fields={{ directive, blocked, page, count: String(count) }}
                isQuiet
              />
            ),
          },
        ]}
        rows={violations}
        keyOf={({ directive, blocked, page }) => `${directive} ${blocked} ${page}`}
        empty="No violations reported."
      />
    </Section>
  )
}
