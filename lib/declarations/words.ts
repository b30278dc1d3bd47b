import { env } from '@/lib/env'
import type { Declaration } from '@/lib/generated/prisma/client'
import type { DeclarationKind } from '@/lib/generated/prisma/enums'
import { keptFormats } from '@/lib/kept-formats'
import { type Locale, unbroken } from '@/lib/languages/locale'

const moments = keptFormats((key) => {
  const [tag, timeZone] = key.split(' ')
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long', timeZone })
})

/** A moment with its time zone, as a declaration bears it. */
function moment({ tag }: Locale, at: Date): string {
  return unbroken(moments(`${tag} ${env().TIME_ZONE}`).format(at))
}

/** What something that was declared is, for operators. */
export const declarationKinds: Record<DeclarationKind, string> = {
  CANCELLATION: 'Cancellation of the membership',
  WITHDRAWAL: 'Withdrawal from the contract',
}

type Row = [label: string, value: string]

/** What was declared, line by line, as its sender, its letter and the back office show it. */
export function declarationRows(locale: Locale, declared: Declaration): Row[] {
  const rows =
    declared.kind === 'WITHDRAWAL' ? withdrawalRows(locale, declared) : cancellationRows(locale, declared)
  return [[locale.t('declarations.received'), moment(locale, declared.declaredAt)], ...rows]
}

function identityRows({ t }: Locale, { name, email }: Pick<Declaration, 'name' | 'email'>): Row[] {
  return [
    [t('declarations.name'), name],
    [t('declarations.email'), email],
  ]
}

function cancellationRows(locale: Locale, declared: Declaration): Row[] {
  const { t } = locale
  const { contract, isExtraordinary, reason, endsOn } = declared
  const kind = isExtraordinary ? 'extraordinary' : 'ordinary'
  return [
    [t('cancellations.declared.contract'), contract],
    ...identityRows(locale, declared),
    [t('cancellations.declared.kind'), t(`cancellations.form.kinds.${kind}`)],
    ...(reason === '' ? [] : [[t('cancellations.declared.reason'), reason] satisfies Row]),
    [t('cancellations.declared.endsOn'), endsOn ? locale.date(endsOn) : t('cancellations.declared.earliest')],
  ]
}

/** A withdrawal, line by line, as it is before it is confirmed. */
export function withdrawalRows(
  locale: Locale,
  withdrawal: Pick<Declaration, 'contract' | 'part' | 'name' | 'email'>,
): Row[] {
  const { t } = locale
  const { contract, part } = withdrawal
  return [
    [t('withdrawals.declared.statement'), t('withdrawals.declared.words')],
    [t('withdrawals.declared.contract'), contract],
    ...(part === '' ? [] : [[t('withdrawals.declared.part'), part] satisfies Row]),
    ...identityRows(locale, withdrawal),
  ]
}
