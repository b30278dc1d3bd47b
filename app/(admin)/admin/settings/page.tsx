import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { JobsSection } from '@/app/(admin)/admin/settings/jobs-section'
import { ViolationsSection } from '@/app/(admin)/admin/settings/violations-section'
import { WorkersSection } from '@/app/(admin)/admin/settings/workers-section'
import { currencyProblems } from '@/lib/catalog/currency-problems'
import { env } from '@/lib/env'
import { countJobs, listTroubledJobs, listWorkers } from '@/lib/jobs/data'
import { listPolicyViolations } from '@/lib/policy-violations/data'
import { brickScriptUrl } from '@/lib/security/payment-page'
import { countKeptPingbacks, readDatabaseStatus } from '@/lib/shop-status/data'
import { shownKeys } from '@/lib/shop-status/keys'
import { versions } from '@/lib/version'

export const metadata: Metadata = { title: 'Settings' }

const path = '/admin/settings'

const modes = {
  local: 'local: the emulator on this machine stands in for Paymentwall',
  test: 'test: Paymentwall’s own sandbox, no money moves',
  live: 'live: real money',
}

export default adminPage('ADMIN', path, async () => {
  const settings = env()
  const [database, counts, jobs, workers, violations, kept, currencies] = await Promise.all([
    readDatabaseStatus(settings.DATABASE_URL),
    countJobs(),
    listTroubledJobs(),
    listWorkers(),
    listPolicyViolations(),
    countKeptPingbacks(),
    currencyProblems(),
  ])
  const { missing, applied, newest } = database.migrations
  return (
    <>
      <PageHeading
        title="Settings"
        lead="Set by environment variables, described in .env.example. Shown as this process sees them."
      />
      <Section id="mode" title="Mode and versions">
        <Facts
          facts={[
            ['Mode', modes[settings.PAYMENTWALL_MODE]],
            ['Address', settings.SHOP_URL],
            ['Paymentwall', settings.PAYMENTWALL_API_URL],
            [
              'Brick.js',
              settings.BRICK_PUBLIC_KEY
                ? brickScriptUrl(settings)
                : 'No Brick keys: only the Paylet is available',
            ],
            ['Time zone', settings.TIME_ZONE],
            ['Shop', versions.shop],
            ['Commit', versions.commit],
            ['Node', process.versions.node],
            ['Next', versions.next],
            ['PostgreSQL', database.version],
            ['Database', `${database.place}, ${database.megabytes.toLocaleString('en-GB')} MB`],
            ['Migrations', `${applied} applied, latest ${newest}`],
            ['Missing', missing.length > 0 ? `${missing.join(', ')}: run npm run db:migrate` : undefined],
            ['Currencies', currencies.join(' ')],
          ]}
        />
      </Section>
      <Section id="keys" title="Keys">
        <DataTable
          caption="Keys and secrets, masked"
          columns={[
            { title: 'Variable', cell: ({ name }) => <code className="font-mono text-sm">{name}</code> },
            { title: 'Value', cell: ({ shown }) => shown },
          ]}
          rows={shownKeys(settings)}
          keyOf={({ name }) => name}
          empty=""
        />
        <p className="text-sm text-muted">
          To compare a fingerprint, run <code>printf %s "$SECRET" | sha256sum</code> and check the first
          characters.
        </p>
      </Section>
      <WorkersSection workers={workers} now={new Date()} />
      <JobsSection counts={counts} jobs={jobs} back={path} />
      <Section id="kept" title="Refused pingbacks">
        {kept === 0 ? (
          <p className="text-muted">No refused pingbacks are stored.</p>
        ) : (
          <p>
            <PageLink href="/admin/pingbacks/refused" className="link inline-flex min-h-11 items-center">
              {kept === 1 ? '1 refused pingback' : `${kept.toLocaleString('en-GB')} refused pingbacks`}
            </PageLink>
          </p>
        )}
      </Section>
      <ViolationsSection violations={violations} back={path} />
    </>
  )
})
