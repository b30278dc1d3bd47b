import { env } from '@/lib/env'
import type { DeclaredCancellation } from '@/lib/generated/prisma/client'
import { keptFormats } from '@/lib/kept-formats'
import type { Locale } from '@/lib/languages/locale'

const moments = keptFormats((key) => {
  const [tag, timeZone] = key.split(' ')
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long', timeZone })
})

/** A moment with its time zone, as a declaration bears it. */
function moment({ tag }: Locale, at: Date): string {
  return moments(`${tag} ${env().TIME_ZONE}`).format(at)
}

/** What was declared, line by line, as its sender, its letter and the back office show it. */
export function declarationRows(
  locale: Locale,
  declared: Pick<
    DeclaredCancellation,
    'contract' | 'name' | 'email' | 'isExtraordinary' | 'reason' | 'endsOn' | 'declaredAt'
  >,
): [label: string, value: string][] {
  const { t } = locale
  const { contract, name, email, isExtraordinary, reason, endsOn, declaredAt } = declared
  const kind = isExtraordinary ? 'extraordinary' : 'ordinary'
  return [
    [t('cancellations.declared.received'), moment(locale, declaredAt)],
    [t('cancellations.declared.contract'), contract],
    [t('cancellations.declared.name'), name],
    [t('cancellations.declared.email'), email],
    [t('cancellations.declared.kind'), t(`cancellations.form.kinds.${kind}`)],
    ...(reason === '' ? [] : [[t('cancellations.declared.reason'), reason] as [string, string]]),
    [t('cancellations.declared.endsOn'), endsOn ? locale.date(endsOn) : t('cancellations.declared.earliest')],
  ]
}
