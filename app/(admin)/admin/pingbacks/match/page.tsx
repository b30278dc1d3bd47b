import type { Metadata } from 'next'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Section } from '@/app/(admin)/_parts/section'
import { StoredPingback } from '@/app/(admin)/admin/pingbacks/match/stored-pingback'
import { shopTime } from '@/lib/clock'
import { applyMatchesAction } from '@/lib/pingbacks/actions'
import { findCandidates } from '@/lib/pingbacks/candidates'
import { listStored } from '@/lib/pingbacks/data'
import { type Match, previewMatches } from '@/lib/pingbacks/match'
import { chosenOrder, readChosen } from '@/lib/pingbacks/schema'

export const metadata: Metadata = { title: 'Match pingbacks to orders' }

const path = '/admin/pingbacks'

export default adminPage('ADMIN', `${path}/match`, async ({ query }) => {
  const at = await shopTime()
  const items = await Promise.all(
    (await listStored(readChosen(query.id))).map(async (stored) => {
      const candidates = await findCandidates(stored, at)
      const waits = stored.verdict === 'quarantined' || stored.verdict === 'failed'
      const suggested =
        stored.verdict === 'quarantined' ? candidates.find(({ refused }) => refused === undefined) : undefined
      const orderId = chosenOrder(query, stored.id, suggested?.orderId)
      return {
        stored,
        candidates,
        waits,
        orderId,
        isSuggested: query[`order-${stored.id}`] === undefined && suggested !== undefined,
      }
    }),
  )
  const waiting = items.filter(({ waits }) => waits)
  const previewed = await previewMatches(waiting.map(({ stored, orderId }) => ({ id: stored.id, orderId })))
  const matches = previewed.known ? previewed.result : []
  const possible = matches.filter(({ isApplied }) => isApplied)
  const back = new URLSearchParams(
    items.flatMap(({ stored, orderId }) => [
      ['id', String(stored.id)],
      [`order-${stored.id}`, orderId ?? ''],
    ]),
  )
  return (
    <>
      <PageHeading
        above={
          <PageLink href={`${path}?verdict=quarantined`} className="link">
            Quarantined pingbacks
          </PageLink>
        }
        title={items.length === 1 ? 'Match a pingback to an order' : 'Match pingbacks to orders'}
        lead="Select the order for each pingback and preview the effect. Nothing has been done yet."
      />
      {items.length === 0 ? (
        <p>Select pingbacks in the list first.</p>
      ) : (
        <form action={`${path}/match`} className="space-y-10">
          {items.map((item) => (
            <StoredPingback
              key={String(item.stored.id)}
              {...item}
              match={matches.find(({ id }) => id === item.stored.id)}
            />
          ))}
          <Button type="submit" variant="secondary">
            Preview
          </Button>
        </form>
      )}
      {!previewed.known && (
        <Notice kind="caution" title="The effect can’t be shown right now">
          <p>One of the orders is being changed. Reload the page in a moment.</p>
        </Notice>
      )}
      {possible.length > 0 && <Apply possible={possible} back={`${path}/match?${back}`} />}
    </>
  )
})

function Apply({ possible, back }: { possible: readonly Match[]; back: string }) {
  const count = possible.length === 1 ? '1 pingback' : `${possible.length} pingbacks`
  return (
    <Section id="apply" title={`Apply ${count}`}>
      <ul className="list-disc space-y-1 pl-5">
        {possible.map(({ id, sentence }) => (
          <li key={String(id)}>{sentence}</li>
        ))}
      </ul>
      <ActForm action={applyMatchesAction} back={back} submit={`Apply ${count}`} pending="Applying…">
        {possible.map(({ id, orderId, seen }) => (
          <input key={String(id)} type="hidden" name="item" value={`${id}.${orderId ?? ''}.${seen}`} />
        ))}
      </ActForm>
    </Section>
  )
}
