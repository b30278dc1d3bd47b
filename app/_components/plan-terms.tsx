import { PageLink } from '@/app/_components/page-link'
import { english } from '@/lib/languages/locale'
import type { Plan } from '@/lib/plans/plan'
import { planTerms } from '@/lib/plans/terms'
import { policies } from '@/lib/policies/policies'

const refunds = policies[2]

/** What a buyer agrees to with a membership that starts on a given day, shown next to the button. */
export function PlanTerms({ plan, day, newTab = false }: { plan: Plan; day: Date; newTab?: boolean }) {
  return (
    <div className="space-y-2">
      <ul className="list-['–_'] space-y-1 pl-4">
        {planTerms(english, plan, day).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        {newTab ? (
          <a href={refunds.path} target="_blank" rel="noopener" className="link">
            {refunds.title}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        ) : (
          <PageLink href={refunds.path} className="link">
            {refunds.title}
          </PageLink>
        )}
      </p>
    </div>
  )
}
