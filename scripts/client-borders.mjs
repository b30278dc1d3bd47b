// Runs dependency-cruiser on what browsers get, from the files that say 'use client' alone: reading the whole house takes
// five times as long, and all else in it has nothing to do with that.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import rules from '../.dependency-cruiser-client.cjs'

if (rules.clients.length === 0) throw new Error("No file says 'use client'.")
const root = path.resolve(import.meta.dirname, '..')
const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const options = ['--config', path.join(root, '.dependency-cruiser-client.cjs'), '--output-type', 'err-long']
const child = spawnSync(process.execPath, [program, ...options, ...rules.clients], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = child.status ?? 1
