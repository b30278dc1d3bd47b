import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './settings'
import { UserError } from './user-error'

const usage = `Usage: npm run payment-page -- <address of a checkout page> [--write] [--baseline <file>]
  PAYMENT_PAGE_COOKIE holds the Cookie header of a signed-in buyer whose order it is.
Compares the page's scripts and security headers with a baseline (payment-page.json), or writes it.`

const watchedHeaders = [
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
]

/** What a browser is sent: each script by place and content, and the headers that guard the page. */
interface Snapshot {
  headers: Record<string, string>
  scripts: Record<string, string>
}

const hash = (content: string | Buffer) => `sha256-${createHash('sha256').update(content).digest('base64')}`

async function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: 'manual' })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    throw new UserError(
      `${url} can't be reached${cause}. For a certificate of your own set NODE_EXTRA_CA_CERTS.`,
    )
  }
}

async function contentHash(url: string): Promise<string> {
  const answer = await get(url)
  return answer.ok ? hash(Buffer.from(await answer.arrayBuffer())) : `status ${answer.status}`
}

async function takeSnapshot(address: string, cookie: string): Promise<Snapshot> {
  const page = await get(address, { cookie })
  if (page.status !== 200) {
    throw new UserError(
      `The page answers with status ${page.status}: it needs an unpaid order and its buyer's session.`,
    )
  }
  const html = await page.text()
  const policy = page.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  const scripts: Record<string, string> = {}
  for (const [, attributes = '', content = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    const source = /\bsrc="([^"]+)"/.exec(attributes)?.[1]
    const guarded = nonce !== undefined && attributes.includes(`nonce="${nonce}"`) ? '' : ' without nonce'
    if (!source) {
      // Inline scripts carry the page's data, so they differ from one order to the next: only their kind is compared.
      const [kind] = content
        .replace(/[^(=\s]*$/, '')
        .slice(0, 20)
        .split(/[("']/)
      scripts[`inline ${kind}${guarded}`] = 'content varies'
      continue
    }
    const url = new URL(source.replaceAll('&amp;', '&'), address)
    const name = url.origin === new URL(address).origin ? url.pathname : url.href
    scripts[`${name}${guarded}`] = await contentHash(url.href)
  }
  // What the page loads by itself later, such as Brick.js, is no part of its HTML; the policy names it.
  for (const url of policy.match(/(?<=script-src [^;]*)https?:[^ ;]*[^ ;/](?=[ ;]|$)/g) ?? []) {
    scripts[url] = await contentHash(url)
  }
  const plain = (value: string) =>
    value
      .replace(/'nonce-[^']+'/g, "'nonce-…'")
      .replace(/\?token=[\w.-]+/, '?token=…')
      .replaceAll(new URL(address).origin, '<shop>')
  const headers = Object.fromEntries(
    watchedHeaders.map((name) => [name, plain(page.headers.get(name) ?? 'missing')]),
  )
  return { headers, scripts }
}

function differences(title: string, before: Record<string, string>, now: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => {
      if (before[name] === undefined) return `new ${title}: ${name}`
      if (now[name] === undefined) return `gone ${title}: ${name}`
      return `changed ${title}: ${name}\n    was ${before[name]}\n    is  ${now[name]}`
    })
}

function options(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      write: { type: 'boolean', default: false },
      baseline: { type: 'string', default: 'payment-page.json' },
    },
  })
  const [address = ''] = positionals
  if (!URL.canParse(address)) throw new UserError(usage)
  return { address, write: values.write, file: path.resolve(root, values.baseline) }
}

/** Compares a running shop's payment page with the reviewed baseline (PCI DSS 11.6.1). Exit code 1 on any difference. */
export async function main(args: string[]): Promise<number> {
  const { address, write, file } = options(args)
  const snapshot = await takeSnapshot(address, process.env.PAYMENT_PAGE_COOKIE ?? '')
  if (write) {
    await writeFile(file, `${JSON.stringify(snapshot, null, 2)}\n`)
    console.log(`Wrote ${Object.keys(snapshot.scripts).length} scripts to ${file}. Review it, then keep it.`)
    return 0
  }
  if (!existsSync(file)) {
    throw new UserError(
      `There is no baseline at ${file} yet: run the command with --write, and review what it wrote.`,
    )
  }
  const baseline: Snapshot = JSON.parse(await readFile(file, 'utf8'))
  const found = [
    ...differences('header', baseline.headers, snapshot.headers),
    ...differences('script', baseline.scripts, snapshot.scripts),
  ]
  console.log(found.length === 0 ? 'The payment page matches the reviewed baseline.' : found.join('\n'))
  return found.length === 0 ? 0 : 1
}
