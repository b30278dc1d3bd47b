import { type CheerioAPI, load } from 'cheerio'
import type { Answer, Send } from '@/lib/form-browser/request'

/** A page as it was answered, and what it holds. */
export interface Page extends Answer {
  $: CheerioAPI
}

const mostRedirects = 5
const mostCookies = 50

/** A browser without script: it keeps cookies, follows redirects of one site and sends forms. */
export class FormBrowser {
  readonly #cookies = new Map<string, string>()
  /** Every `Set-Cookie` line of the site, the last of each name. */
  readonly setCookies = new Map<string, string>()

  constructor(
    readonly site: URL,
    readonly send: Send,
  ) {}

  /** Opens a page of the site. */
  open(path: string): Promise<Page> {
    return this.#follow(new URL(path, this.site), {})
  }

  /**
   * Sends a form of a page, as a press of its first button would.
   *
   * @param index of the form among those of the page
   * @param fields what is filled in; a checkbox is ticked by its value
   */
  submit(page: Page, index: number, fields: Record<string, string> = {}): Promise<Page> {
    const form = page.$('form').eq(index)
    const data = new Map<string, string>()
    form.find('input[name], textarea[name], select[name]').each((_, element) => {
      const input = page.$(element)
      const type = input.attr('type') ?? 'text'
      const isTicked = input.attr('checked') !== undefined
      if (type === 'submit' || ((type === 'checkbox' || type === 'radio') && !isTicked)) return
      data.set(input.attr('name') ?? '', input.attr('value') ?? '')
    })
    for (const [name, value] of Object.entries(fields)) data.set(name, value)
    const address = new URL(form.attr('action') || page.url.href, page.url)
    const isMultipart = /^multipart/i.test(form.attr('enctype') ?? '')
    return this.#follow(address, isMultipart ? multipart(data) : encoded(data))
  }

  /**
   * Sends the form of a page in whose HTML a text stands, such as its button's or `name="accept"`.
   *
   * @throws when no form of the page has it
   */
  submitWith(page: Page, text: string, fields: Record<string, string> = {}): Promise<Page> {
    const index = page
      .$('form')
      .toArray()
      .findIndex((form) => page.$.html(form).includes(text))
    if (index < 0) throw new Error(`${page.url.pathname} has no form with “${text}” (status ${page.status}).`)
    return this.submit(page, index, fields)
  }

  async #follow(start: URL, first: Parameters<Send>[1]): Promise<Page> {
    let url = start
    let sent = first
    for (let hops = 0; hops <= mostRedirects; hops++) {
      if (url.origin !== this.site.origin) throw new Error(`The shop redirects to ${printable(url.origin)}.`)
      const answer = await this.send(url, {
        ...sent,
        headers: { ...sent?.headers, origin: this.site.origin, ...this.#cookieHeader() },
      })
      this.#keep(answer.setCookies)
      const location = answer.headers.get('location')
      if (answer.status < 300 || answer.status > 399 || location === null) {
        return { ...answer, $: load(answer.body) }
      }
      url = new URL(location, url)
      sent = {}
    }
    throw new Error(`${printable(start.pathname)} redirects more than ${mostRedirects} times.`)
  }

  #cookieHeader(): { cookie?: string } {
    const pairs = [...this.#cookies].map(([name, value]) => `${name}=${value}`)
    return pairs.length === 0 ? {} : { cookie: pairs.join('; ') }
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines.slice(0, mostCookies)) {
      const [pair = ''] = line.split(';', 1)
      const at = pair.indexOf('=')
      if (at < 1 || this.#cookies.size >= mostCookies) continue
      const name = pair.slice(0, at).trim()
      const isEnded =
        /;\s*max-age\s*=\s*(?:0|-\d+)\b/i.test(line) || /;\s*expires=Thu, 01 Jan 1970/i.test(line)
      if (isEnded) this.#cookies.delete(name)
      else {
        this.#cookies.set(name, pair.slice(at + 1).trim())
        this.setCookies.set(name, line)
      }
    }
  }
}

function encoded(data: ReadonlyMap<string, string>): NonNullable<Parameters<Send>[1]> {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams([...data]).toString()),
  }
}

function multipart(data: ReadonlyMap<string, string>): NonNullable<Parameters<Send>[1]> {
  const boundary = `probe-${crypto.randomUUID()}`
  const quoted = (name: string) => name.replaceAll('"', '%22').replace(/[\r\n]/g, ' ')
  const parts = [...data].map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  return {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
  }
}

/** What a stranger says, where it can't act on a terminal. */
export const printable = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, 200)
