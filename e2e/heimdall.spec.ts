import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { hdfReport } from '@/lib/report/hdf'
import { assessmentInAllStates } from '../test/support/assessments'

// The folder with the files of Heimdall Lite: .ci/run fetches them.
const folder = process.env.HEIMDALL_LITE

const types = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
])

/** Serves a folder; what is not in it is 404. */
function serve(directory: string) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = path.join(directory, path.normalize(pathname === '/' ? '/index.html' : pathname))
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types.get(path.extname(file)) ?? 'application/octet-stream' })
    return createReadStream(file).pipe(response)
  }).listen(0, '127.0.0.1')
}

if (folder) {
  test('Heimdall Lite opens the report and shows each point as the shop does', async ({ page }) => {
    const server = serve(folder)
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      const buffer = Buffer.from(hdfReport(assessmentInAllStates()))
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'go-live.json', mimeType: 'application/json', buffer })
      await page.waitForURL('**/results/**')
      await expect(page.getByText('Filename: go-live.json')).toBeVisible()
      for (const count of [
        'Passed: 1',
        'Failed: 1',
        'Not Applicable: 1',
        'Not Reviewed: 2',
        'ALERT: 1 Profile Errors',
      ]) {
        await expect(page.getByText(count, { exact: true })).toBeVisible()
      }
      // The rows are drawn once they come into view.
      await page.getByText('Results View Data').scrollIntoViewIfNeeded()
      await page.mouse.wheel(0, 5000)
      const row = page.locator('body')
      for (const [status, id, title] of [
        ['Passed', 'B8', 'A repeated pingback never delivers twice'],
        ['Not Reviewed', 'B10', 'Pingbacks are tracked'],
        ['Failed', 'C3', 'The fingerprint is sent'],
        ['Profile Error', 'C4', '3-D Secure'],
        ['Not Applicable', 'E', 'Physical goods'],
        ['Not Reviewed', 'G1', 'The inbox is read'],
      ]) {
        await expect(row).toContainText(new RegExp(`${status}\\s*go-live\\.json\\s*${id}\\s*${title}`))
      }
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })
}
