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
  '2026-11-29 en': {
    terms: 'd1d1961207e00ec7e2bedee0b281e49e4fcaea0f7c404f2f61a3244e846a6889',
    privacy: 'b3f37468f60946392aee334193aa63c5700de2150f54235896d60c51abe47f4d',
    refunds: 'd82b0afee8636e00c0af38d54d10477c2a878948559edc256f889ecdae283c99',
  },
  '2026-11-29 de': {
    terms: 'e374392486bfae8e521166f5195e244259dcd8474ee2e4ba914f8b35cb3e5271',
    privacy: '792bedb0838207adedac38c2af46ae8c27db4995e2f0354750861dae7fce8a4b',
    refunds: 'e6f8901bbaac130b762cfd3c0a95be6a2b821440b432b8e58ea92eb1e8561da2',
  },
  '2026-11-28 en': {
    terms: '1461bce8f2c317f2ae751f41462172690ebf6baac5bfbdd41780eb3e4f3b37d4',
    privacy: '156351a0264da4fc1ddab99af0e1aaad9f231928492beba8802ae1e9bf50e22b',
    refunds: '45d4e184c7c355920290bc7756d055d3960d511e135cfc7573bfa8e9463b3e8c',
  },
  '2026-11-28 de': {
    terms: 'ead775f8518760c01ff81d96c3088d104e7268fa019e71e031a4958b0c77eb6a',
    privacy: 'e9c71f69e99692b3d42bf080aea664cf89ab436b97a6595e388f3ee02c053680',
    refunds: 'dfbcd1bc2cf1b633e49895cf2e4579d16dffeefff26662cc258b6d0dcd46f8cd',
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
      `change a policy, copy lib/policies/versions/${policyVersion} to a folder named after today, change the copy, add ` +
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
