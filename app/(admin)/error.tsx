'use client'

import { AdminFailure } from '@/app/(admin)/_parts/admin-failure'

export default function AdminError({ error }: { error: Error & { digest?: string } }) {
  return <AdminFailure reference={error.digest} />
}
