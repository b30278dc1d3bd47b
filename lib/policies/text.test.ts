import { expect, test } from 'vitest'
import { languages } from '@/lib/languages/languages.mjs'
import { policies, policyVersions } from '@/lib/policies/policies'
import { blocksOf, plainText } from '@/lib/policies/text'
import { policyTexts } from '@/lib/policies/versions'

const context = {
  company: ['Paper Ltd', '1 Fold Street', ''],
  addressOf: (to: { path: string } | string) =>
    `https://shop.example${typeof to === 'string' ? to : to.path}`,
}

const body = `
First line,
second line with **strong words:** and a [page](/cancel).

### Heading

{company}

- one
  goes on
- two, see [Refunds](refunds)

1. first
2. second
`

test('a text has paragraphs, headings, lists, links and the company', () => {
  expect(blocksOf({ body })).toEqual([
    {
      kind: 'paragraph',
      parts: [
        'First line, second line with ',
        { strong: 'strong words:' },
        ' and a ',
        { link: 'page', to: '/cancel' },
        '.',
      ],
    },
    { kind: 'heading', parts: ['Heading'] },
    { kind: 'company' },
    {
      kind: 'list',
      isOrdered: false,
      items: [['one goes on'], ['two, see ', { link: 'Refunds', to: policies[2] }]],
    },
    { kind: 'list', isOrdered: true, items: [['first'], ['second']] },
  ])
})

test('as plain text it is whole, with the addresses of its links', () => {
  expect(plainText('Terms', [{ id: 'a', title: 'Part', body }], context)).toBe(`Terms
=====

Part
----

First line, second line with strong words: and a page (https://shop.example/cancel).

Heading

Paper Ltd
1 Fold Street

- one goes on
- two, see Refunds (https://shop.example/refunds)

1. first
2. second`)
})

test('a link to nothing is an error', () => {
  expect(() => blocksOf({ body: '[page](nowhere)' })).toThrow('nowhere')
})

test('nothing of how a text is written is left in what is read', () => {
  for (const version of policyVersions)
    for (const { name: language } of languages)
      for (const { name } of policies) {
        const text = policyTexts[version][language]?.[name]
        if (text) expect(plainText('', text, context)).not.toMatch(/\*\*|\]\(|[{}`]|\n #/)
      }
})
