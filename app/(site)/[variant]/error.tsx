'use client'

import { Failure } from '@/app/_components/failure'

export default function SiteError({ error }: { error: Error & { digest?: string } }) {
  return <Failure reference={error.digest} />
}
