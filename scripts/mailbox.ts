import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { endSignal } from './children'
import { ownValues, portFrom } from './settings'

/** A message that has arrived, as `/mails.json` lists it. */
export interface ReceivedMail {
  number: number
  to: string
  subject: string
  at: string
  text: string
  html: string
  attachments: { filename: string; text: string }[]
}

export interface Mailbox {
  /** What the shop is given as SMTP_URL. */
  smtpUrl: string
  /** Where people read. */
  url: string
  close(): Promise<void>
}

const keptAtMost = 500

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function addressOf({ to }: ParsedMail): string {
  return [to ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ')
}

function page(title: string, body: string, refresh = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; --line: #8885 }
body { margin: 0 auto; max-width: 48rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }
h1 { font-size: 1.25rem; overflow-wrap: anywhere }
ol { list-style: none; margin: 0; padding: 0 }
li { border-top: 1px solid var(--line) }
li a { display: block; padding: .75rem 0; color: inherit; text-decoration: none }
li a:hover strong, li a:focus strong { text-decoration: underline }
small { display: block; opacity: .75; overflow-wrap: anywhere }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 6px }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid var(--line); padding-top: 1rem }
</style>
</head>
<body><main>${body}</main></body>
</html>`
}

function listPage(mails: readonly ReceivedMail[]): string {
  const rows = mails.map(
    ({ number, subject, to, at }) =>
      `<li><a href="/mails/${number}"><strong>${escaped(subject)}</strong><small>To ${escaped(to)} · ${escaped(at)}</small></a></li>`,
  )
  const body =
    rows.length > 0
      ? `<ol>${rows.join('')}</ol>`
      : '<p>No mail has arrived yet. This page updates automatically.</p>'
  return page('Mailbox', `<h1>Mailbox</h1>${body}`, '<meta http-equiv="refresh" content="3">')
}

function mailPage({ subject, to, at, html, text, attachments }: ReceivedMail): string {
  // A link in it opens outside of the frame; a script in it does not run.
  const files = attachments.map(
    (file) =>
      `<details><summary>${escaped(file.filename)}</summary><pre>${escaped(file.text)}</pre></details>`,
  )
  const framed = html.replace('<head>', '<head><base target="_blank">')
  return page(
    subject,
    `<p><a href="/">Mailbox</a></p><h1>${escaped(subject)}</h1><p><small>To ${escaped(to)} · ${escaped(at)}</small></p>
<iframe title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(framed)}"></iframe>
<details><summary>Text version</summary><pre>${escaped(text)}</pre></details>${files.join('')}`,
  )
}

/**
 * Opens a mailbox on this machine that takes every message by SMTP, shows them on a page and passes none on. It keeps the
 * last 500, in memory.
 *
 * @param port of the page
 * @param smtpPort a free one unless told otherwise
 */
export async function openMailbox(port: number, smtpPort = 0): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: 10_000_000,
    onData(stream, _, done) {
      simpleParser(stream).then((mail) => {
        mails.unshift({
          number: (mails[0]?.number ?? 0) + 1,
          to: addressOf(mail),
          subject: mail.subject ?? '(no subject)',
          at: new Date().toISOString(),
          text: mail.text ?? '',
          html: mail.html || '',
          attachments: mail.attachments.map(({ filename = '', content }) => ({
            filename,
            text: content.toString('utf8'),
          })),
        })
        mails.length = Math.min(mails.length, keptAtMost)
        done()
      }, done)
    },
  })
  smtp.on('error', () => {})
  const incoming = smtp.listen(smtpPort, '127.0.0.1')
  await once(incoming, 'listening')

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const send = (status: number, type: string, body: string) =>
      response
        .writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' })
        .end(body)
    if (pathname === '/') return send(200, 'text/html', listPage(mails))
    if (pathname === '/mails.json') return send(200, 'application/json', JSON.stringify(mails))
    const [, number] = /^\/mails\/(\d{1,9})$/.exec(pathname) ?? []
    const mail = mails.find((one) => one.number === Number(number))
    if (mail) return send(200, 'text/html', mailPage(mail))
    return send(
      404,
      'text/html',
      page('Not found', '<p>There is no such message. <a href="/">Mailbox</a></p>'),
    )
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    smtpUrl: `smtp://127.0.0.1:${(incoming.address() as AddressInfo).port}`,
    url: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections()
      await Promise.all([
        new Promise((resolve) => server.close(resolve)),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ])
    },
  }
}

/** Runs the mailbox alone, for a demo whose parts run by themselves; it takes mail at the port after that of its page. */
export async function main() {
  const port = portFrom(ownValues(), 'MAIL_PORT', 4025)
  const ending = endSignal()
  const mailbox = await openMailbox(port, port + 1)
  console.log(`Mailbox: ${mailbox.url}, for mail sent to ${mailbox.smtpUrl}`)
  await once(ending, 'abort')
  await mailbox.close()
}
