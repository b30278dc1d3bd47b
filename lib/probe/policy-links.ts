import type { Page } from '@/lib/form-browser/browser'

const kinds = [
  { name: 'Terms of service', wanted: /\bterms\b|conditions/i },
  { name: 'Privacy policy', wanted: /privacy/i },
  { name: 'Refund policy', wanted: /refund|cancel/i },
] as const

/** The three policies that the card schemes want, and where a part of a page links to each; undefined where it doesn't. */
export function policyLinks({ $ }: Page, within: string): { name: string; href: string | undefined }[] {
  const links = $(within)
    .find('a[href]')
    .toArray()
    .map((link) => ({ href: $(link).attr('href') ?? '', text: $(link).text() }))
  return kinds.map(({ name, wanted }) => ({
    name,
    href: links.find(({ href, text }) => wanted.test(`${href} ${text}`.slice(0, 500)))?.href,
  }))
}
