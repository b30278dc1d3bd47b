import { type Policy, policies } from '@/lib/policies/policies'

/** One part of a policy. */
export interface Section {
  id: string
  title: string
  /**
   * Paragraphs, `### ` headings and lists (`- `, `1. `), with an empty line between them; in them `**strong**` and `[link](/path)`, or
   * for a policy in the same version `[link](refunds)`. A paragraph `{company}` is the company with its contact details: all that is
   * filled in when a policy is shown. Everything else in it belongs to its version.
   */
  body: string
}

/** The text of one policy in one version and one language. */
export type PolicyText = readonly Section[]

/** The texts of one version in one language. */
export type PolicyTexts = Record<Policy['name'], PolicyText>

/** A part of a line. */
export type Part = string | { strong: string } | { link: string; to: Policy | string }

/** What a body consists of, from top to bottom. */
export type Block =
  | { kind: 'company' }
  | { kind: 'heading' | 'paragraph'; parts: Part[] }
  | { kind: 'list'; isOrdered: boolean; items: Part[][] }

/** Reads the body of a section. */
export function blocksOf({ body }: Pick<Section, 'body'>): Block[] {
  return body
    .trim()
    .split(/\n{2,}/)
    .map(blockOf)
}

function blockOf(text: string): Block {
  if (text === '{company}') return { kind: 'company' }
  if (text.startsWith('### ')) return { kind: 'heading', parts: partsOf(text.slice(4)) }
  const [marker] = /^(?:- |\d+\. )/.exec(text) ?? []
  if (marker === undefined) return { kind: 'paragraph', parts: partsOf(text) }
  const items = text.split(/\n(?=- |\d+\. )/).map((item) => partsOf(item.replace(/^(?:- |\d+\. )/, '')))
  return { kind: 'list', isOrdered: marker !== '- ', items }
}

function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  const line = text.replace(/\n */g, ' ')
  for (const match of line.matchAll(/\*\*([^*]+)\*\*|\[([^[\]]+)\]\(([^()\s]+)\)/g)) {
    const [whole, strong, link, to = ''] = match
    if (match.index > from) parts.push(line.slice(from, match.index))
    parts.push(link === undefined ? { strong: strong ?? '' } : { link, to: targetOf(to) })
    from = match.index + whole.length
  }
  if (from < line.length) parts.push(line.slice(from))
  return parts
}

function targetOf(to: string): Policy | string {
  if (to.startsWith('/')) return to
  const policy = policies.find(({ name }) => name === to)
  if (!policy) throw new Error(`A policy links to ${to}, which is neither a path nor a policy.`)
  return policy
}

/** What is filled in when a policy is written as plain text. */
export interface PlainContext {
  company: readonly string[]
  /** The whole address of a page, or of a policy in the same version. */
  addressOf: (to: Policy | string) => string
}

/** A policy as plain text, which any program shows: what it links to is named by its address. */
export function plainText(title: string, text: PolicyText, context: PlainContext): string {
  const sections = text.map((section) =>
    [underlined(section.title, '-'), ...blocksOf(section).map((block) => plainBlock(block, context))].join(
      '\n\n',
    ),
  )
  return [underlined(title, '='), ...sections].join('\n\n')
}

function underlined(title: string, sign: string): string {
  return `${title}\n${sign.repeat(title.length)}`
}

function plainBlock(block: Block, { company, addressOf }: PlainContext): string {
  const plain = (parts: readonly Part[]) =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part
        return 'strong' in part ? part.strong : `${part.link} (${addressOf(part.to)})`
      })
      .join('')
  if (block.kind === 'company') return company.filter((line) => line !== '').join('\n')
  if (block.kind !== 'list') return plain(block.parts)
  return block.items
    .map((item, index) => `${block.isOrdered ? `${index + 1}.` : '-'} ${plain(item)}`)
    .join('\n')
}
