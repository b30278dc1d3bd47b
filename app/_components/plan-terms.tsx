import { PageLink } from '@/app/_components/page-link'
import { hidden } from '@/app/_components/rich'
import type { Locale } from '@/lib/languages/locale'
import type { Plan } from '@/lib/plans/plan'
import { planTerms } from '@/lib/plans/terms'
import { policies } from '@/lib/policies/policies'

const refunds = policies[2]

/** What a buyer agrees to with a membership that starts on a given day, shown next to the button. */
export function PlanTerms({
  locale,
  plan,
  day,
  newTab = false,
}: {
  locale: Locale
  plan: Plan
  day: Date
  newTab?: boolean
}) {
  const { t, path } = locale
  const title = t(`policies.${refunds.name}.title`)
  return (
    <div className="space-y-2">
      <ul className="list-['–_'] space-y-1 pl-4">
        {planTerms(locale, plan, day).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        {newTab ? (
          <a href={path(refunds.path)} target="_blank" rel="noopener" className="link">
            {t.rich('shop.newTab', { title, hidden })}
          </a>
        ) : (
          <PageLink href={path(refunds.path)} className="link">
            {title}
          </PageLink>
        )}
      </p>
    </div>
  )
}
