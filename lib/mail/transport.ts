import { createTransport } from 'nodemailer'
import { env } from '@/lib/env'
import type { DrawnMail } from '@/lib/mail/draw'

/** For how long the server is waited for, in milliseconds: until it has greeted, and for each answer. */
const patience = { connect: 10_000, answer: 20_000 }

/** What became of handing a message to the mail server. `final`: trying again would end the same. */
export type Handed = { ok: true } | { ok: false; problem: string; final: boolean }

/** A mail server, and in whose name the shop writes; undefined where none is set up. */
export interface MailServer {
  url: string | undefined
  from: string | undefined
  waits?: typeof patience
}

function ownServer(): MailServer {
  const { SMTP_URL: url, MAIL_FROM: from } = env()
  return { url, from }
}

/** The server's address with what holds for all: beside an address nodemailer reads no other options. */
function withOptions(url: string, { connect, answer }: typeof patience): string {
  const address = new URL(url)
  const options = {
    connectionTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  for (const [name, value] of Object.entries(options)) address.searchParams.set(name, String(value))
  return address.href
}

/**
 * Hands a message to a mail server, that of `SMTP_URL` unless told otherwise. The same id again is the same `Message-ID`, so that a server or reader
 * can tell a repetition.
 *
 * @param id of the message
 */
export async function handOver(
  id: string,
  recipient: string,
  mail: DrawnMail,
  { url, from, waits = patience }: MailServer = ownServer(),
): Promise<Handed> {
  if (url === undefined || from === undefined) {
    return { ok: false, problem: 'No mail server is set up (SMTP_URL, MAIL_FROM).', final: true }
  }
  const transport = createTransport(withOptions(url, waits))
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: recipient },
      ...mail,
      messageId: `<${id}@${new URL(env().SHOP_URL).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { ok: true }
  } catch (error) {
    const { message, responseCode } = error as Error & { responseCode?: number }
    return { ok: false, problem: message.slice(0, 500), final: (responseCode ?? 0) >= 500 }
  } finally {
    transport.close()
  }
}
