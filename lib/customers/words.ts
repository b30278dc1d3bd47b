import type { Closed, ClosedEffects } from '@/lib/closing/mutations'
import type { Erased, Erasure } from '@/lib/customers/mutations'

function counted(count: number, one: string, many = `${one}s`): string[] {
  if (count === 0) return []
  return [count === 1 ? `one ${one}` : `${count} ${many}`]
}

function sentence(parts: readonly string[], what: string, nothing: string): string {
  return parts.length === 0 ? nothing : `${what}: ${parts.join(', ')}.`
}

/** What ends with an account, before it is closed or after. */
export function closedWords({ stopped, sessions, cards }: ClosedEffects, isDone: boolean): string {
  const renewals = stopped.length === 0 ? '' : ` Renewals being stopped: ${stopped.join(', ')}.`
  const parts = [...counted(sessions, 'session'), ...counted(cards, 'saved card')]
  return `${sentence(parts, isDone ? 'Ended' : 'Ends', 'No sessions or saved cards.')}${renewals}`
}

/** What is personal, before it is erased or after. */
export function erasedWords(erased: Erased, isDone: boolean): string {
  const { closed, stopped, cards, notes, reasons, addresses, digits, notices, originals, entries, mails } =
    erased
  const { declarations } = erased
  const renewals = stopped.length === 0 ? '' : ` Renewals being stopped: ${stopped.join(', ')}.`
  const parts = [
    ...(closed ? ['e-mail address, name and password'] : []),
    ...counted(cards, 'saved card'),
    ...counted(notes, 'note'),
    ...counted(reasons, 'reason given for an act', 'reasons given for acts'),
    ...counted(addresses, 'row with an address', 'rows with addresses'),
    ...counted(
      digits,
      'card charge’s brand and last four digits',
      'card charges’ brands and last four digits',
    ),
    ...counted(notices, 'pingback with personal parameters', 'pingbacks with personal parameters'),
    ...counted(originals, 'stored original of a refused pingback', 'stored originals of refused pingbacks'),
    ...counted(entries, 'audit log entry', 'audit log entries'),
    ...counted(mails, 'address that mail was sent to', 'addresses that mail was sent to'),
    ...counted(
      declarations,
      'cancellation or withdrawal declared without signing in',
      'cancellations or withdrawals declared without signing in',
    ),
  ]
  return `${sentence(parts, isDone ? 'Erased' : 'Erases', 'No personal data is left.')}${renewals}`
}

/** Why an account was not closed. */
export const notClosed: Record<Extract<Closed, { closed: false }>['why'], string> = {
  missing: 'There is no such customer.',
  already: 'This account is already closed. Nothing was changed.',
  last_admin: 'The last admin’s account can’t be closed. Make another operator an admin first.',
}

/** Why nothing was erased. */
export const notErased: Record<Extract<Erasure, { ok: false }>['why'], string> = {
  missing: 'There is no such customer.',
  operator: 'This is an operator’s account. Remove them from the operators first.',
}
