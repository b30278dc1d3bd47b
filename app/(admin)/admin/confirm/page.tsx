import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ConfirmForm } from '@/app/(admin)/admin/confirm/confirm-form'
import { ownPath } from '@/lib/http/own-path'
import { confirmationMinutes } from '@/lib/operators/confirmation'

export const metadata: Metadata = { title: 'Confirm it’s you' }

export default adminPage('REVIEWER', '/admin/confirm', async ({ query }) => (
  <>
    <PageHeading
      title="Confirm it’s you"
      lead={`Enter your password to continue. You won’t be asked again for ${confirmationMinutes} minutes. Nothing has been done yet.`}
    />
    <ConfirmForm next={ownPath(query.next, '/admin')} />
  </>
))
