import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Section } from '@/app/(site)/_policies/policy-text'
import { policyTexts } from '@/app/(site)/_policies/versions'
import type { Company } from '@/lib/brand/company'
import { isPolicyVersion, policies, policyVersion, policyVersions } from '@/lib/policies/policies'

const company: Company = {
  name: 'Paper Ltd',
  registration: 'No. 1',
  address: '1 Fold Street',
  email: 'help@paper.example',
  phone: '+44 1',
}

/** SHA-256 of the words of every version, by the name of the policy. */
const digests: Record<string, Record<string, string>> = {
  '2026-11-27': {
    terms: '1185f66d0bf9b443c271652be1d58a0f7232be421a692f8ba322d75d94c0efa3',
    privacy: '39ad963f67638125b5db086ff5491d0f6919d8259223bb4862ae8d710b8e1438',
    refunds: '1e18475047f189d33801d5cdab00d8ef4baf4061037fcbbe8c0e584bc6150bae',
  },
  '2026-11-26': {
    terms: '9ca73f4e0a3af793d7308036007b7bea0d1b8fe650d3a749d3a0bfca525faa2f',
    privacy: '4865c48385c1a8c9ecea93db12100d1ecc0c9cadd85ee04fd6fad990eb4ae211',
    refunds: '842c09116cbc304238d863a1e8558c8d7f6afac20e017eddaa25d32d68446c23',
  },
  '2026-11-22': {
    terms: '7f8ccd158effcc37d704d78c599d752302d27fad0e2492e6fff092275fecc9bf',
    privacy: '0bddaeb8582b132486921483933c32174e9ba7de5e70fca707148f8d6ee0fbf8',
    refunds: '48a687dc4aab810c8c29805d21d86f93636f0a9ae24098d8c65e3e86fca049fd',
  },
}

function wordsOf(sections: Section[]): string {
  const markup = sections.map(({ title, body }) =>
    renderToStaticMarkup(
      <p>
        {title} {body}
      </p>,
    ),
  )
  return markup
    .join(' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

const texts = policyVersions.flatMap((version) =>
  policies.map(({ name }) => ({
    version,
    name,
    words: wordsOf(policyTexts[version][name]({ company, pathOf: (policy) => `/${policy}` })),
  })),
)

test.each(texts)('the words of $name $version are those that were released', ({ version, name, words }) => {
  const digest = createHash('sha256').update(words).digest('hex')
  expect(
    digest,
    `The words of the ${name} of ${version} have changed, and buyers may have accepted them. Put them back. To change a ` +
      `policy, copy app/(site)/_policies/versions/${policyVersion} to a folder named after today, change the copy, add the ` +
      'day to versions.ts beside it and to policyVersions (lib/policies/policies.ts), and add its digests to this test.',
  ).toBe(digests[version]?.[name])
})

test.each(texts)('the $name of $version name the company and how to reach it', ({ words }) => {
  for (const fact of [company.name, company.registration, company.address, company.email]) {
    expect(words).toContain(fact)
  }
})

test('versions are days, the newest first, and no other text is one', () => {
  expect([...policyVersions]).toEqual([...policyVersions].sort().reverse())
  for (const version of policyVersions) {
    expect(new Date(version).toISOString().slice(0, 10)).toBe(version)
    expect(isPolicyVersion(version)).toBe(true)
  }
  for (const text of ['2026-11-21', '1', '', 'constructor']) expect(isPolicyVersion(text)).toBe(false)
})
