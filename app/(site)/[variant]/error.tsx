'use client'

import { Failure } from '@/app/_components/failure'
import { languages } from '@/lib/languages/languages.mjs'

export default function SiteError({ error }: { error: Error & { digest?: string } }) {
  const shown = typeof document === 'undefined' ? undefined : document.documentElement.lang
  const { name } = languages.find(({ tag }) => tag === shown) ?? languages[0]
  return <Failure language={name} {...(error.digest && { reference: error.digest })} />
}
