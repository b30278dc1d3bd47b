import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measureRequests } from '@/lib/http/measure-requests'
import { metricsText } from '@/lib/metrics'

const before = process.cwd()
const server = createServer((_, response) => response.end())
let url = ''

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'routes-'))
  await mkdir(path.join(folder, '.next'))
  const routes = ['/[variant]/orders/[order]', '/[variant]/[...missing]', '/api/health']
  await writeFile(path.join(folder, '.next/app-path-routes-manifest.json'), JSON.stringify({ ...routes }))
  process.chdir(folder)
  measureRequests()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  process.chdir(before)
  server.close()
})

test('requests are counted by their route, in all languages together', async () => {
  for (const place of ['/orders/a', '/de/orders/b?ref=1', '/api/health']) {
    await (await fetch(`${url}${place}`)).text()
  }
  const counted = async () =>
    (await metricsText({ jobs: undefined, workerSeenSeconds: undefined, pools: new Map() }))
      .split('\n')
      .filter((line) => line.startsWith('shop_http_seconds_count'))
  await expect
    .poll(counted)
    .toEqual([
      'shop_http_seconds_count{route="/orders/[order]",method="GET",status="2xx"} 2',
      'shop_http_seconds_count{route="/api/health",method="GET",status="2xx"} 1',
    ])
})
