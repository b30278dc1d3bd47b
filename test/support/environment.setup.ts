import { AsyncLocalStorage } from 'node:async_hooks'
import { exampleValues } from '@/scripts/settings'

// Every test starts from the values of .env.example. Its database is unreachable on purpose: a test that needs one asks
// for it by testDatabase().
Object.assign(process.env, exampleValues(), {
  DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/none',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
})

// Next's server provides it before anything of Next is loaded; here a test may load parts of Next in any order.
Object.assign(globalThis, { AsyncLocalStorage })
