import { PageLink } from '@/app/_components/page-link'
import { ProveButton } from '@/app/(admin)/admin/go-live/_prove/prove-button'
import { env } from '@/lib/env'
import { casesFor } from '@/lib/prove/cases'
import { liveRefusal, opensWindow, unfit } from '@/lib/prove/start'

/** The cases that make evidence for a point, each with its button; nothing for a point that no case is for. */
export async function ProvePoint({ point, back }: { point: string; back: string }) {
  const cases = casesFor(point)
  if (cases.length === 0) return null
  if (env().PAYMENTWALL_MODE === 'live') return <p>{liveRefusal}</p>
  const reasons = await Promise.all(cases.map(unfit))
  return (
    <div className="space-y-3">
      <ul className="space-y-3">
        {cases.map((one, place) => (
          <li
            key={one.id}
            className="flex max-w-3xl flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line pb-3"
          >
            <span>{one.title}</span>
            {reasons[place] === undefined ? (
              <ProveButton
                what={one.id}
                back={back}
                opensWindow={opensWindow(one)}
                label={
                  <>
                    Prove it now <span className="sr-only">{one.title}</span>
                  </>
                }
              />
            ) : (
              <span className="text-muted">Not available: {reasons[place]}.</span>
            )}
          </li>
        ))}
      </ul>
      <p>
        <PageLink href="/admin/go-live/prove" className="link inline-flex min-h-11 items-center">
          All test cases and runs
        </PageLink>
      </p>
    </div>
  )
}
