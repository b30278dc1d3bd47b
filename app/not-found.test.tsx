import { notFound } from 'next/navigation'
import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { withDatabase } from '@/app/_components/with-database'
import MissingPage from '@/app/(site)/[variant]/[...missing]/page'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { Browser } from '@/test/support/next-request'

const pages: [name: string, page: () => Promise<React.ReactNode>][] = [
  ['an unknown address', MissingPage],
  ['a page that finds nothing', withDatabase(async () => notFound())],
]

test.each(pages)('%s is drawn by the server, so that it can be read without JavaScript', async (_, page) => {
  const sent = { method: 'GET' as const, headers: { [languageHeader]: 'de' } }
  const { result } = await new Browser().run(page, sent)
  const html = await new Response((await prerender(result)).prelude).text()
  expect(html).toMatch(/<h1[^>]*>Seite nicht gefunden</)
  expect(html).toContain('href="/de"')
})
