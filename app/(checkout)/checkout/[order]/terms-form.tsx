import type { ReactNode } from 'react'
import { Checkbox } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { PlanTerms } from '@/app/_components/plan-terms'
import { hidden } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import type { Locale } from '@/lib/languages/locale'
import { acceptOrderTerms } from '@/lib/orders/actions'
import { dayName } from '@/lib/orders/schema'
import type { Plan } from '@/lib/plans/plan'
import { type Policy, policies } from '@/lib/policies/policies'

const [terms, privacy, refunds] = policies

/** The terms to accept before any payment method is shown; for a membership together with its own terms. */
export function TermsForm({
  locale,
  orderId,
  problem,
  membership,
  isSecond,
  at,
}: {
  locale: Locale
  orderId: string
  /** `missing`: the box was not ticked; `old`: the terms of the membership have changed since they were shown or accepted. */
  problem: 'missing' | 'old' | undefined
  membership: { plan: Plan; day: Date } | undefined
  /** Whether the buyer has another membership. */
  isSecond: boolean
  /** When the page was asked for. */
  at: Date
}) {
  const { t } = locale
  const change = isSecond ? 'second' : 'dates'
  const link =
    ({ path }: Policy) =>
    (title: ReactNode) => (
      <a href={locale.path(path)} target="_blank" className="link" rel="noopener">
        {t.rich('shop.newTab', { title: String(title), hidden })}
      </a>
    )
  return (
    <form action={acceptOrderTerms} noValidate className="space-y-6">
      <input type="hidden" name="order" value={orderId} />
      <h2 className="text-heading">{t('terms.title')}</h2>
      {problem === 'old' && (
        <Notice kind="caution" title={t(`terms.changed.${change}.title`)}>
          {t(`terms.changed.${change}.text`)}
        </Notice>
      )}
      {membership && (
        <section aria-labelledby="membership-terms" className="sheet space-y-3 p-6">
          <h3 id="membership-terms" className="font-semibold">
            {t('terms.membership')}
          </h3>
          <input type="hidden" name="day" value={dayName(membership.day)} />
          {isSecond && <input type="hidden" name="second" value="yes" />}
          <PlanTerms locale={locale} {...membership} newTab />
        </section>
      )}
      <Checkbox
        // Each answer that says so is about another attempt, and takes the focus.
        {...(problem === 'missing' && { key: at.getTime(), autoFocus: true })}
        name="accept"
        value="yes"
        required
        error={problem === 'missing' ? t('terms.missing') : undefined}
        label={
          <>
            {t.rich('terms.accept', {
              terms: link(terms),
              privacy: link(privacy),
              refunds: link(refunds),
            })}
            {membership && ` ${t('terms.acceptMembership')}`}
            {isSecond && ` ${t('terms.acceptSecond')}`}
          </>
        }
      />
      <SubmitButton pendingText={t('shop.moment')}>{t('terms.continue')}</SubmitButton>
    </form>
  )
}
