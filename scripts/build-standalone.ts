import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildShop } from './open-shop'
import { root } from './settings'
import { completeStandalone, standaloneFolder } from './standalone'

/** Makes a folder with all that a server needs to run the shop, the worker and the commands, and nothing else. */
export async function main() {
  await buildShop({ report: console.log, always: !existsSync(path.join(standaloneFolder, 'server.js')) })
  const bytes = await completeStandalone()
  console.log(`${path.relative(root, standaloneFolder)} is ready: ${Math.round(bytes / 1e6)} MB.`)
}
