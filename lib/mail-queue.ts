import type { Prisma } from '@/lib/generated/prisma/client'
import type { MailKind } from '@/lib/generated/prisma/enums'
import { newId, type OrderId, type PaymentRef, type Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { planJob } from '@/lib/outbox'

/** A message that is due. */
export interface QueuedMail {
  kind: MailKind
  /** What it is about: for one kind and subject, one message is sent. */
  subject: string
  /** Whose it is; a message about what was declared without signing in may be nobody's. */
  uid?: Uid
  recipient: string
  /** Where it is not that of what the message is about, or of its reader. */
  language?: Language
  orderId?: OrderId
  ref?: PaymentRef
  alertId?: bigint
  invitationId?: string
  priceChangeId?: string
  declarationId?: string
}

/**
 * Queues a message within the caller's transaction, unless it was queued before; a job sends it after the commit
 * (`lib/mail/mutations.ts`).
 *
 * @returns its id; undefined for one that was queued before
 */
export async function queueMail(
  transaction: Pick<Prisma.TransactionClient, 'mail' | 'outboxJob'>,
  { subject, ...mail }: QueuedMail,
): Promise<string | undefined> {
  const id = newId()
  const { count } = await transaction.mail.createMany({
    data: { ...mail, id, key: `${mail.kind}:${subject}` },
    skipDuplicates: true,
  })
  if (count === 0) return undefined
  await planJob(transaction, 'send-mail', id, { mailId: id }, 0)
  return id
}
