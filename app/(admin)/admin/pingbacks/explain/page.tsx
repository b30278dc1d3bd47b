import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ExplainForm } from '@/app/(admin)/admin/pingbacks/explain/explain-form'

export const metadata: Metadata = { title: 'Explain a pingback URL' }

export default adminPage('REVIEWER', '/admin/pingbacks/explain', async () => (
  <>
    <PageHeading
      above={
        <PageLink href="/admin/pingbacks" className="link">
          Pingbacks
        </PageLink>
      }
      title="Explain a pingback URL"
      lead="Paste a pingback URL and the secret key that should have signed it. Neither is stored or logged."
    />
    <ExplainForm />
  </>
))
