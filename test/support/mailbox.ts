import { afterAll } from 'vitest'
import { db } from '@/lib/db'
import { sendMail } from '@/lib/mail/mutations'
import { openMailbox, type ReceivedMail } from '@/scripts/mailbox'
import { freePort } from '@/scripts/postgres'

/** A mail server of one test file, and what it received. */
export interface TestMailbox {
  smtpUrl: string
  /** What has arrived, the newest first. */
  received(): Promise<ReceivedMail[]>
  /** The same to addresses that hold a text. */
  receivedBy(recipient: string): Promise<ReceivedMail[]>
  /** The messages to a customer, the oldest first, sent or not. */
  queued(uid: string): ReturnType<typeof queuedFor>
  /** Sends all that waits for a customer, as the worker does. */
  deliver(uid: string): Promise<void>
}

/**
 * A mailbox for one test file: `const mailbox = await testMailbox()` at its top. SMTP_URL names it from then on; it closes with
 * the file.
 */
export async function testMailbox(): Promise<TestMailbox> {
  const { smtpUrl, url, close } = await openMailbox(await freePort())
  process.env.SMTP_URL = smtpUrl
  process.env.MAIL_FROM = 'Foldline <shop@example.com>'
  afterAll(close)
  const received = async (): Promise<ReceivedMail[]> => (await fetch(`${url}/mails.json`)).json()
  return {
    smtpUrl,
    received,
    receivedBy: async (recipient) => (await received()).filter(({ to }) => to.includes(recipient)),
    queued: queuedFor,
    deliver: async (uid) => {
      for (const { id } of await queuedFor(uid)) await sendMail(id)
    },
  }
}

function queuedFor(uid: string) {
  return db().mail.findMany({ where: { uid }, orderBy: { queuedAt: 'asc' } })
}
