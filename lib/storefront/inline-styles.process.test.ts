import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withStyles } from '@/lib/storefront/inline-styles'

const before = process.cwd()

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'styles-'))
  await mkdir(path.join(folder, '.next/static/chunks'), { recursive: true })
  const sheets = {
    'one.css':
      '@font-face{src:url(../media/a.woff2)}h1{background:url("x.png"),url(data:image/png;base64,AA)}',
    'closing.css': 'h1::after{content:"</style><script>"}',
    'large.css': `h1{--x:"${'x'.repeat(70_000)}"}`,
  }
  for (const [name, text] of Object.entries(sheets)) {
    await writeFile(path.join(folder, '.next/static/chunks', name), `${text}\n`)
  }
  process.chdir(folder)
})
afterAll(() => process.chdir(before))

const link = (name: string) =>
  `<link rel="stylesheet" href="/_next/static/chunks/${name}" data-precedence="next"/>`
const page = (...names: string[]) =>
  `<html><head>${names.map(link).join('')}</head><body><h1>Fox</h1><script>1</script></body></html>`
const styled = (text: string) => withStyles(Buffer.from(text)).toString()

test('a page has its styles inside, with the addresses of their files, and the link at the end, not applied', () => {
  expect(styled(page('one.css'))).toBe(
    '<html><head><style>@font-face{src:url(/_next/static/media/a.woff2)}h1{background:url("/_next/static/chunks/x.png"),url(data:image/png;base64,AA)}</style></head>' +
      '<body><h1>Fox</h1><script>1</script>' +
      '<link rel="stylesheet" href="/_next/static/chunks/one.css" data-precedence="next" media="not all"/></body></html>',
  )
})

test.each(['closing.css', 'large.css', 'missing.css', '../../../etc/passwd.css'])(
  '%s stays a link',
  (name) => {
    expect(styled(page(name))).toBe(page(name))
    expect(styled(page(name, 'one.css'))).toContain(`<head>${link(name)}<style>`)
  },
)

test('a page without styles, or without a body, is left as it is', () => {
  for (const text of [page(), link('one.css'), '', 'ü']) expect(styled(text)).toBe(text)
})
