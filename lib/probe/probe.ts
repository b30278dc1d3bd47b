import { FormBrowser, type Page, printable } from '@/lib/form-browser/browser'
import { type Send, sender } from '@/lib/form-browser/request'
import { probeBuyer } from '@/lib/probe/buyer'
import type { Finding, Mode, ProbeCheck, Secret, Site } from '@/lib/probe/check'
import { checks } from '@/lib/probe/checks'
import { type PingbackRun, runPingbacks } from '@/lib/probe/pingbacks'

/** A check, and what it found. */
export interface Probed {
  check: ProbeCheck
  finding: Finding & { error?: string }
}

/** What the probe found at a shop. */
export interface ProbeResult {
  url: URL
  at: Date
  mode: Mode
  probed: Probed[]
}

/** A shop that has answered, before anything is done to it. */
export interface Opened {
  url: URL
  send: Send
  guest: FormBrowser
  home: Page
  /** What the shop says of itself. */
  said: Mode | undefined
}

/**
 * Opens a shop's start page, and reads the mode that its banner names.
 *
 * @throws when the shop can't be reached, or leads elsewhere
 */
export async function openSite(url: URL, send: Send = sender('go-live-probe')): Promise<Opened> {
  const guest = new FormBrowser(url, send)
  const home = await guest.open('/')
  if (home.status !== 200) throw new Error(`The start page answered ${home.status}.`)
  const word = home.$('[data-mode]').first().attr('data-mode')
  return { url, send, guest, home, said: word === 'local' || word === 'test' ? word : undefined }
}

/** What the probe will do, in lines, before it does it. */
export function planOf({ url, said }: Opened, secret: Secret): string[] {
  return [
    `The probe checks ${url.origin}, which ${said === undefined ? 'names no mode, so it is treated as live' : `says that it runs in ${said} mode`}. It will:`,
    '  1. try TLS 1.0 to 1.3, read the certificate, and check where http:// redirects;',
    '  2. register a buyer (go-live-probe-…@example.com), place an order and accept the terms, but pay nothing;',
    '  3. read the headers, cookies, policies, company data, card inputs and scripts of the checkout;',
    secret.known
      ? '  4. place three more orders, have the shop mark them as probe orders, which count in no figures, and send signed test pingbacks about them, both genuine and forged.'
      : `  4. send no pingback: ${secret.why}`,
  ]
}

/** Runs every check, one after the other: one that breaks could not be checked, and leaves the others alone. */
export async function probeSite(opened: Opened, secret: Secret, now = new Date()): Promise<ProbeResult> {
  const { url, send, guest, home, said } = opened
  const mode = said ?? 'live'
  const buyer = probeBuyer(url, send)
  let run: Promise<PingbackRun> | undefined
  const pingbacks = () => {
    if (!secret.known) throw new Error(`No pingback was sent: ${secret.why}`)
    run ??= runPingbacks(url, send, buyer, secret.value)
    return run
  }
  const site: Site = { url, send, now, mode, guest, home, buyer, pingbacks }
  const probed: Probed[] = []
  for (const check of checks) probed.push({ check, finding: await findingOf(check, site) })
  return { url, at: now, mode, probed }
}

async function findingOf(check: ProbeCheck, site: Site): Promise<Probed['finding']> {
  try {
    return await check.look(site)
  } catch (fault) {
    const error = printable(fault instanceof Error ? fault.message : String(fault))
    return { state: 'unchecked', sentence: error, facts: [], error }
  }
}

/** Whether nothing failed. */
export const isClean = ({ probed }: ProbeResult) => probed.every(({ finding }) => finding.state !== 'failed')
