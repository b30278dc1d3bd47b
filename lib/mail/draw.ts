import type { Company } from '@/lib/brand/company'
import type { Attachment, Block, Letter } from '@/lib/mail/letter'

/** A message as it is sent. */
export interface DrawnMail {
  subject: string
  html: string
  text: string
  attachments: Attachment[]
}

interface Sender {
  /** The name of the shop. */
  shop: string
  /** The address of its home page. */
  shopUrl: string
  company: Company
  /** BCP 47: of the letter's language. */
  tag: string
}

const longestSubject = 150

/** One line, whatever stood in a name: a header ends where its line does. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function textOf(block: Block): string {
  if (typeof block === 'string') return block
  if ('rows' in block) return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n')
  if ('link' in block) return `${block.link.text}:\n${block.link.href}`
  return `${block.copy.label}: ${block.copy.value}`
}

const line = 'border-bottom:1px solid #8884;padding:8px 0'

function htmlOf(block: Block): string {
  if (typeof block === 'string') return `<p style="margin:0 0 16px">${escaped(block)}</p>`
  if ('rows' in block) {
    const rows = block.rows.map(
      ([label, value]) =>
        `<tr><th scope="row" style="${line};padding-right:16px;text-align:left;vertical-align:top;font-weight:400">${escaped(label)}</th><td style="${line};text-align:right;vertical-align:top;overflow-wrap:break-word">${escaped(value)}</td></tr>`,
    )
    return `<table style="width:100%;border-collapse:collapse;margin:0 0 24px">${rows.join('')}</table>`
  }
  if ('link' in block && block.link.isPlain) {
    return `<p style="margin:0 0 16px"><a href="${escaped(block.link.href)}">${escaped(block.link.text)}</a></p>`
  }
  if ('link' in block) {
    return `<p style="margin:0 0 24px"><a class="button" href="${escaped(block.link.href)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1c1b19;color:#ffffff;font-weight:600;text-decoration:none">${escaped(block.link.text)}</a></p>`
  }
  return `<p style="margin:0 0 16px">${escaped(block.copy.label)}<br><code style="font:600 18px ui-monospace,Consolas,monospace;overflow-wrap:anywhere">${escaped(block.copy.value)}</code></p>`
}

/**
 * Draws a message as HTML, readable on light and dark grounds and on a phone, and as text that says the same. Nothing in it
 * is loaded from anywhere, and nothing tells the shop whether it was read.
 */
export function drawMail(letter: Letter, { shop, shopUrl, company, tag }: Sender): DrawnMail {
  const subject = oneLine(letter.subject).slice(0, longestSubject)
  const footer = [company.name, company.registration, company.address, company.email, company.phone]
    .filter((part) => part !== '')
    .join(' · ')
  const html = `<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>
:root { color-scheme: light dark }
body { background: #ffffff; color: #1c1b19 }
@media (prefers-color-scheme: dark) {
  body { background: #191816; color: #f2efe9 }
  a { color: #f2efe9 }
  a.button { background: #f2efe9 !important; color: #191816 !important }
}
</style>
</head>
<body style="margin:0;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px 20px">
<p style="margin:0 0 24px;font-weight:700">${escaped(shop)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escaped(subject)}</h1>
${letter.blocks.map(htmlOf).join('\n')}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #8884;font-size:13px;opacity:.8">${escaped(footer)}<br><a href="${escaped(shopUrl)}">${escaped(new URL(shopUrl).host)}</a></p>
</div>
</body>
</html>
`
  const text = `${[subject, ...letter.blocks.map(textOf), `--\n${shop}, ${shopUrl}\n${footer}`].join('\n\n')}\n`
  return { subject, html, text, attachments: [...(letter.attachments ?? [])] }
}
