import { expect, test } from 'vitest'
import { addressIn, languages } from '@/lib/languages/languages.mjs'
import { policies, policyVersion, versionPath } from '@/lib/policies/policies'
import { sharedAddressesIn } from '@/lib/storefront/addresses'

const [terms] = policies
const shared = ['/', '/contact', '/terms', '/products/fox', versionPath(terms, policyVersion)]
const others = ['/products', '/cart', '/account', '/products/fox/x', '/contact/x']

test.each(languages)(
  'in $title the pages that are kept for everybody, and no others, are fetched ahead',
  ({ name }) => {
    const ahead = new RegExp(sharedAddressesIn(name))
    const address = (path: string) => addressIn(name, path)
    expect(shared.map(address).filter((path) => !ahead.test(path))).toEqual([])
    expect(others.map(address).filter((path) => ahead.test(path))).toEqual([])
    const elsewhere = languages.filter((other) => other.name !== name)
    expect(
      elsewhere
        .flatMap((other) => shared.map((path) => addressIn(other.name, path)))
        .filter((path) => ahead.test(path)),
    ).toEqual([])
  },
)
