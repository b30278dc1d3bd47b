import { createHash } from 'node:crypto'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AcceptedPolicies } from '@/app/(admin)/admin/orders/[order]/dossier/accepted-policies'
import { PolicyBody } from '@/app/(site)/_policies/policy-body'
import { PolicyPage, policyMetadata } from '@/app/(site)/_policies/policy-page'
import type { Company } from '@/lib/brand/company'
import { readAddress } from '@/lib/languages/address'
import { type Language, languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import {
  isPolicyVersion,
  type Policy,
  policies,
  policyVersion,
  policyVersions,
} from '@/lib/policies/policies'
import type { PolicyText } from '@/lib/policies/text'
import { policyTexts } from '@/lib/policies/versions'

const company: Company = {
  name: 'Paper Ltd',
  registration: 'No. 1',
  address: '1 Fold Street',
  email: 'help@paper.example',
  phone: '+44 1',
}

/** SHA-256 of the words of every version, by its day and language and the name of the policy. */
const digests: Record<string, Record<string, string>> = {
  '2026-11-28 en': {
    terms: '177f3a0d4ab8462e443bf7ae272fe43ee6fa447e9f2ed901fc60b4327a5c165e',
    privacy: '3dec0105dd580a273b22772dcc1ee9f956c67725afa75d8f0ff96c06ce43e0a8',
    refunds: '141ca405d4420d32ed7b2b470d0454da317c71bdde52e37bba12885d5d749053',
  },
  '2026-11-28 de': {
    terms: 'dca3bc9b40165e3602c701752d61f99269676df91e95e97110bbbf75c6e7f442',
    privacy: '6d80170ea38c75a91c333ed994f705ecc0f4ca0a5b5efe3f1fc7a6f7aa271c78',
    refunds: '415723db0916f5fe7fd95a79b5505a5db86a40e0c1bd7569a55b7f4b152e172d',
  },
  '2026-11-27 en': {
    terms: '1185f66d0bf9b443c271652be1d58a0f7232be421a692f8ba322d75d94c0efa3',
    privacy: '39ad963f67638125b5db086ff5491d0f6919d8259223bb4862ae8d710b8e1438',
    refunds: '1e18475047f189d33801d5cdab00d8ef4baf4061037fcbbe8c0e584bc6150bae',
  },
  '2026-11-26 en': {
    terms: '9ca73f4e0a3af793d7308036007b7bea0d1b8fe650d3a749d3a0bfca525faa2f',
    privacy: '4865c48385c1a8c9ecea93db12100d1ecc0c9cadd85ee04fd6fad990eb4ae211',
    refunds: '842c09116cbc304238d863a1e8558c8d7f6afac20e017eddaa25d32d68446c23',
  },
  '2026-11-22 en': {
    terms: '7f8ccd158effcc37d704d78c599d752302d27fad0e2492e6fff092275fecc9bf',
    privacy: '0bddaeb8582b132486921483933c32174e9ba7de5e70fca707148f8d6ee0fbf8',
    refunds: '48a687dc4aab810c8c29805d21d86f93636f0a9ae24098d8c65e3e86fca049fd',
  },
}

type Drawn = { id: string; title: string; body: ReactElement }[]

function drawn(text: PolicyText, language: Language): Drawn {
  const { path } = localeOf(language)
  const pathOf = (to: Policy | string) => path(typeof to === 'string' ? to : to.path)
  return text.map((section) => ({
    ...section,
    body: <PolicyBody section={section} context={{ company, pathOf }} />,
  }))
}

function wordsOf(sections: Drawn): string {
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
  languages.flatMap(({ name: language }) =>
    policies.flatMap(({ name }) => {
      const text = policyTexts[version][language]?.[name]
      if (!text) return []
      const sections = drawn(text, language)
      return [{ version, language, name, sections, words: wordsOf(sections) }]
    }),
  ),
)

test.each(texts)('the words of $name $version $language are those that were released', (text) => {
  const { version, language, name, words } = text
  const digest = createHash('sha256').update(words).digest('hex')
  expect(
    digest,
    `The words of the ${name} of ${version} (${language}) have changed, and buyers may have accepted them. Put them back. To ` +
      `change a policy, copy lib/policies/versions/${policyVersion} to a folder named after the day of its release, change the copy, add ` +
      'the day to versions.ts beside it and to policyVersions (lib/policies/policies.ts), and add its digests to this test.',
  ).toBe(digests[`${version} ${language}`]?.[name])
})

test.each(texts)('the $name of $version $language name the company and how to reach it', ({ words }) => {
  for (const fact of [company.name, company.registration, company.address, company.email]) {
    expect(words).toContain(fact)
  }
})

test('the version in force is in every language, with the same parts and links in each', () => {
  const inForce = texts.filter(({ version }) => version === policyVersion)
  expect(inForce).toHaveLength(languages.length * policies.length)
  for (const { language, name, sections } of inForce) {
    const source = inForce.find((other) => other.name === name && other.language === languages[0].name)
    const [ids, wanted] = [sections, source?.sections ?? []].map((each) => each.map(({ id }) => id))
    // A language may have parts that only its law asks for.
    expect(ids?.filter((id) => wanted?.includes(id))).toEqual(wanted)
    const markup = sections.map(({ body }) => renderToStaticMarkup(body)).join('')
    for (const [, href = ''] of markup.matchAll(/href="(\/[^"]*)"/g))
      expect(localeOf(language).path(readAddress(href).rest)).toBe(href)
    if (name === 'privacy') continue
    for (const path of ['/cancel', '/withdraw'])
      expect(markup).toContain(`href="${localeOf(language).path(path)}"`)
  }
})

test.each([
  ['2026-11-28', undefined, 'Gültig ab'],
  ['2026-11-22', 'en-GB', 'nur auf Englisch'],
])('a German reader of %s is told its language', (version, lang, says) => {
  const markup = renderToStaticMarkup(
    <PolicyPage locale={localeOf('de')} policy={policies[0]} version={version} />,
  )
  expect(/class="prose"/.exec(markup)).not.toBeNull()
  expect(/<div(?: lang="([^"]*)")? class="prose"/.exec(markup)?.[1]).toBe(lang)
  expect(markup).toContain(says)
  expect(markup).toContain('Allgemeine Geschäftsbedingungen')
  // Whatever language a text is in, its links lead to pages of the reader's.
  expect(markup).not.toMatch(/href="\/(?!de\/)/)
})

test.each([
  ['2026-11-28', 'de', 'de-DE', 'Zahlungspflichtig bestellen'],
  ['2026-11-28', 'en', 'en-GB', 'Contracts are in English or German'],
  ['2026-11-22', 'de', 'en-GB', 'We send older versions on request.'],
])('an operator reads %s as it was accepted in %s', (version, language, lang, says) => {
  const markup = renderToStaticMarkup(<AcceptedPolicies version={version} language={language} />)
  expect(markup).toContain(`lang="${lang}"`)
  expect(markup.replace(/\s+/g, ' ')).toContain(says)
})

test('the page of the version in force names its addresses in every language; earlier ones are not listed', () => {
  expect(policyMetadata(localeOf('de'), policies[0])).toMatchObject({
    title: 'Allgemeine Geschäftsbedingungen',
    alternates: {
      canonical: '/de/terms',
      languages: { en: '/terms', de: '/de/terms', 'x-default': '/terms' },
    },
  })
  const earlier = policyMetadata(localeOf('de'), policies[0], '2026-11-22')
  expect(earlier).toMatchObject({ robots: { index: false } })
  expect(earlier.alternates).toBeUndefined()
})

test('versions are days, the newest first, and no other text is one', () => {
  expect([...policyVersions]).toEqual([...policyVersions].sort().reverse())
  for (const version of policyVersions) {
    expect(new Date(version).toISOString().slice(0, 10)).toBe(version)
    expect(isPolicyVersion(version)).toBe(true)
  }
  for (const text of ['2026-11-21', '1', '', 'constructor']) expect(isPolicyVersion(text)).toBe(false)
})
