import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from '../app'
import { encodeParameters, type Parameter } from '../core/parameters'
import { baseString, digest } from '../core/signature'
import { Emulator } from '../emulator'
import type { Project } from '../environment'
import { startShop } from './shop'

export const project: Project = {
  key: 'ffeeddccbbaa99887766554433221100',
  secretKey: '00112233445566778899aabbccddeeff',
  brickPublicKey: 't_0123456789abcdef0123456789abcd',
  brickPrivateKey: 't_fedcba9876543210fedcba98765432',
}

/** The emulator on a port of its own with data of its own, notifying a real listener at a path. */
export async function startSandbox({
  listener = '/api/pingback',
  seed,
}: {
  listener?: string
  seed?: number
} = {}) {
  const shop = await startShop()
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const emulator = new Emulator({
    name: 'shop',
    dataDirectory,
    project,
    shopUrl: shop.url,
    pingbackUrl: `${shop.url}${listener}`,
    settings: {},
    ...(seed !== undefined && { seed }),
  })
  const server = serve({ fetch: createApp(emulator).fetch, hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  emulator.start()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    shop,
    emulator,
    dataDirectory,
    async control(method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}/control${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: response.status, json: await response.json() }
    },
    stop() {
      emulator.stop()
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      shop.close()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>

const goodCall: Record<string, string> = {
  key: project.key,
  uid: 'u-1001',
  widget: 'pw_1',
  amount: '9.99',
  currencyCode: 'USD',
  ag_name: 'Gold Membership',
  ag_external_id: 'order-77',
  ag_type: 'fixed',
  ps: 'all',
  email: 'a@example.com',
  timestamp: '1700000000',
  'history[registration_date]': '1600000000',
  success_url: 'https://shop.example/thanks?ref=$ref',
  sign_version: '3',
}

/** The parameters of a widget call with its signature; an undefined value leaves the name out. */
export function signedCall(changes: Record<string, string | undefined> = {}): Parameter[] {
  const parameters = Object.entries({ ...goodCall, ...changes }).filter(
    (entry): entry is Parameter => entry[1] !== undefined,
  )
  const version = changes.sign_version === '2' ? 2 : 3
  return [...parameters, ['sign', digest(baseString(parameters, 'sign'), project.secretKey, version)]]
}

export function widgetPath(changes: Record<string, string | undefined> = {}): string {
  return `/api/subscription?${encodeParameters(signedCall(changes))}`
}
