import type { Translate } from '@/lib/languages/locale'

// Whatever its type says, a tag is given a list of parts.
const asItIs = (text: string) => [text].flat().join('')

function sentenceOf(t: Translate): string {
  return t.markup('terms.accept', { terms: asItIs, privacy: asItIs, refunds: asItIs })
}

/** What the sentence of the checkbox calls the policies that it links to. */
export function acceptedTitles(t: Translate): string[] {
  const titles: string[] = []
  const note = (text: string) => {
    titles.push(asItIs(text))
    return asItIs(text)
  }
  t.markup('terms.accept', { terms: note, privacy: note, refunds: note })
  return titles
}

/**
 * What the buyer has read and accepted, as plain text, which is stored with the acceptance.
 *
 * @param membership the terms of a membership, sentence by sentence
 * @param isSecond whether the buyer already has one
 */
export function acceptanceWording(t: Translate, membership?: readonly string[], isSecond = false): string {
  const sentence = sentenceOf(t)
  if (!membership) return sentence
  const second = isSecond ? ` ${t('terms.acceptSecond')}` : ''
  return `${membership.join(' ')}\n${sentence} ${t('terms.acceptMembership')}${second}`
}
