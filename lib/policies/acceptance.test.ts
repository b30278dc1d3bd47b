import { expect, test } from 'vitest'
import { languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { acceptanceWording, acceptedTitles } from '@/lib/policies/acceptance'
import { policies } from '@/lib/policies/policies'

// A language may inflect the first word of a title.
const recognised = (title: string) => title.slice(0, 10)

test.each(languages)('in $title the sentence names the policies as their pages do', ({ name }) => {
  const { t } = localeOf(name)
  const titles = policies.map((policy) => t(`policies.${policy.name}.title`))
  expect(acceptedTitles(t).map(recognised)).toEqual(titles.map(recognised))
  for (const title of acceptedTitles(t)) expect(acceptanceWording(t)).toContain(title)
  expect(acceptanceWording(t)).not.toMatch(/[<>{}]/)
})
