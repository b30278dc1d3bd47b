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
    <Section id="violations" title="Violations of the payment pages’ policy">
      <p className="max-w-3xl text-muted">
        What browsers blocked on a checkout. Extensions and injected scripts of the buyer’s own network cause
        most of it. A host that you don’t know and that many report is worth a look.
      </p>
      <DataTable
        caption="Kinds of violations, reported last first"
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
            title: 'Acts',
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
        empty="None was reported."
      />
    </Section>
  )
}
