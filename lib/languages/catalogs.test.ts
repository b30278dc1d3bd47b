import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { messagesOf } from '@/lib/languages/messages'

/** The arguments and tags of a message. */
function partsOf(message: string): string[] {
  const found = new Set<string>()
  const collect = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue
      found.add(element.type === TYPE.tag ? `<${element.value}>` : element.value)
      if (element.type === TYPE.tag) collect(element.children)
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const { value } of Object.values(element.options)) collect(value)
    }
  }
  collect(parse(message))
  return [...found].sort()
}

const [first, ...others] = languages
const source = messagesOf(localeOf(first.name).words)

describe.each(others)('$title', ({ name }) => {
  const translated = messagesOf(localeOf(name).words)

  test('has every message, and no other', () => {
    expect([...translated.keys()].sort()).toEqual([...source.keys()].sort())
  })

  test('has in each message what the English one has', () => {
    const faults = [...source].flatMap(([key, message]) => {
      const [wanted, has] = [partsOf(message), partsOf(translated.get(key) ?? '')]
      return wanted.join() === has.join() ? [] : [`${key}: ${wanted} is ${has}`]
    })
    expect(faults).toEqual([])
  })

  test('leaves no sentence as it is', () => {
    const isSentence = (text: string) => /\p{L} \p{L}/u.test(text.replace(/\{[^{}]*\}/g, ''))
    const same = [...source].filter(([key, text]) => isSentence(text) && translated.get(key) === text)
    expect(same).toEqual([])
  })
})
