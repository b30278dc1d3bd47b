import { createElement, Fragment, type ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'
import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import type { Company } from '@/lib/brand/company'
import type { Policy } from '@/lib/policies/policies'
import { type Block, blocksOf, type Part, type Section } from '@/lib/policies/text'

/** What is filled in when a policy is shown. */
export interface PolicyContext {
  company: Company
  /** The path of a page in the reader's language, or of a policy in the same version. */
  pathOf: (to: Policy | string) => string
}

/** The body of one part of a policy. */
export function PolicyBody({ section, context }: { section: Section; context: PolicyContext }) {
  // Spread, they need no keys.
  return createElement(Fragment, null, ...blocksOf(section).map((block) => drawBlock(block, context)))
}

function drawBlock(block: Block, context: PolicyContext): ReactNode {
  if (block.kind === 'company') return <CompanyLines company={context.company} />
  if (block.kind === 'list') {
    const items = block.items.map((parts) => createElement('li', null, ...drawParts(parts, context)))
    return createElement(block.isOrdered ? 'ol' : 'ul', null, ...items)
  }
  const parts = drawParts(block.parts, context)
  return block.kind === 'heading'
    ? createElement('h3', { className: 'mt-6' }, ...parts)
    : createElement('p', null, ...parts)
}

function drawParts(parts: readonly Part[], { pathOf }: PolicyContext): ReactNode[] {
  return parts.map((part) => {
    if (typeof part === 'string') return part
    if ('strong' in part) return <strong key={part.strong}>{part.strong}</strong>
    return (
      <PageLink key={part.link} href={pathOf(part.to)} className="link">
        {part.link}
      </PageLink>
    )
  })
}
