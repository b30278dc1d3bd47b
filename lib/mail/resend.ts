import type { MailWithFacts } from '@/lib/mail/data'

/** Whether a message can be sent again: what went to an address that the customer no longer has can't. */
export function mayResend({ kind, user }: Pick<MailWithFacts, 'kind' | 'user'>): boolean {
  return (
    user?.erasedAt === null &&
    !['EMAIL_CHANGED', 'ACCOUNT_CLOSED', 'ALERT', 'ALERT_DIGEST', 'INVITATION'].includes(kind)
  )
}
