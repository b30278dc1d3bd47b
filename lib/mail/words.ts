import type { MailKind } from '@/lib/generated/prisma/enums'
import type { MailRow } from '@/lib/mail/data'

/** What a message is about, for operators. */
export const mailTitles: Record<MailKind, string> = {
  RECEIPT: 'Receipt',
  RENEWAL: 'Membership renewed',
  REFUND: 'Refund notice',
  MEMBERSHIP_CANCELLED: 'Membership cancelled',
  MEMBERSHIP_FAILED: 'Membership not renewed',
  TRIAL_ENDS: 'Trial is ending',
  RENEWAL_COMING: 'Renewal is coming',
  PAYMENT_RETRIED: 'Payment is being retried',
  PASSWORD_RESET: 'Password reset link',
  PASSWORD_CHANGED: 'Password changed',
  EMAIL_CONFIRMATION: 'Address confirmation link',
  EMAIL_CHANGED: 'E-mail address changed',
  ACCOUNT_CLOSED: 'Account closure notice',
  INVITATION: 'Operator’s invitation',
  PRICE_CHANGE: 'New price announced',
  PRICE_CHANGE_WITHDRAWN: 'New price withdrawn',
  CANCELLATION_DECLARED: 'Cancellation confirmed',
  WITHDRAWAL_DECLARED: 'Withdrawal acknowledged',
  ALERT: 'Alert',
  ALERT_DIGEST: 'Open alerts',
}

/** How far a message has come. */
export function mailState({ sentAt, gaveUpAt, problem }: Pick<MailRow, 'sentAt' | 'gaveUpAt' | 'problem'>): {
  kind: 'positive' | 'critical' | 'caution' | 'info'
  label: string
} {
  if (sentAt) return { kind: 'positive', label: 'Sent' }
  if (gaveUpAt) return { kind: 'critical', label: 'Not sent' }
  return problem === null ? { kind: 'info', label: 'Queued' } : { kind: 'caution', label: 'Being retried' }
}
