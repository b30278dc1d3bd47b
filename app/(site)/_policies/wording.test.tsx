import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Section } from '@/app/(site)/_policies/policy-page'
import { privacy } from '@/app/(site)/privacy/privacy'
import { refunds } from '@/app/(site)/refunds/refunds'
import { terms } from '@/app/(site)/terms/terms'
import type { Company } from '@/lib/brand/company'
import { acceptanceWording } from '@/lib/policies/acceptance'
import { policyVersion } from '@/lib/policies/policies'

const company: Company = {
  name: 'Paper Ltd',
  registration: 'No. 1',
  address: '1 Fold Street',
  email: 'help@paper.example',
  phone: '+44 1',
}

function words(sections: Section[]): string {
  const text = sections
    .map(({ title, body }) =>
      renderToStaticMarkup(
        <p>
          {title} {body}
        </p>,
      ),
    )
    .join(' ')
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

const texts = {
  terms: words(terms(company, { orderDays: 7, graceHours: 72 })),
  privacy: words(privacy(company)),
  refunds: words(refunds(company)),
}

// Each acceptance is stored with the version of what was accepted, so words must not change under a version.
test('the words are those of this version; after changing them, set policyVersion to today and put both in here', () => {
  const wording = JSON.stringify([texts, acceptanceWording()])
  expect([policyVersion, createHash('sha256').update(wording).digest('hex')]).toEqual([
    '2026-11-26',
    '63e9af3ec4621a555f654264c09ce091ba90dd26572406e5fc8d36dd3a5bf57c',
  ])
})

test.each(Object.entries(texts))('%s names the company and how to reach it', (_, text) => {
  for (const fact of [company.name, company.registration, company.address, company.email]) {
    expect(text).toContain(fact)
  }
})
