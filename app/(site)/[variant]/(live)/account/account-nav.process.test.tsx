import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AccountNav } from '@/app/(site)/[variant]/(live)/account/account-nav'

const pages = ['/account', '/account/library'].map((path) => ({ path, href: `/de${path}`, title: path }))

const drawnAt = (path: string) =>
  renderToStaticMarkup(
    <PathnameContext.Provider value={path}>
      <AccountNav label="Konto" pages={pages} />
    </PathnameContext.Provider>,
  )

test('a German page is the same one to the server, which knows its path, and to the browser, which knows its address', () => {
  const html = drawnAt('/account/library')
  expect(html.match(/<a [^>]*aria-current[^>]*>/g)).toEqual([
    expect.stringContaining('href="/de/account/library"'),
  ])
  expect(drawnAt('/de/account/library')).toBe(html)
})
