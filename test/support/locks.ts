import { Client } from 'pg'
import type { TestDatabase } from '@/test/support/test-database'

/** A transaction of its own that holds locks until it ends. */
export interface Holder {
  /** Runs one statement within the transaction. */
  query(sql: string, parameters?: unknown[]): Promise<unknown>
  /** Commits, and so lets everybody go on. */
  commit(): Promise<void>
  /**
   * Whether somebody waits for a lock, or so many do, seen before `work` is over: false means that the work went by without
   * waiting.
   */
  isWaitedFor(work: Promise<unknown>, by?: number): Promise<boolean>
}

/** Begins a transaction beside the code under test, to see what waits for it. */
export async function holdLocks(database: TestDatabase): Promise<Holder> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query('BEGIN')
  return {
    query: (sql, parameters) => client.query(sql, parameters),
    commit: async () => {
      await client.query('COMMIT')
      await client.end()
    },
    isWaitedFor: async (work, by = 1) => {
      let isOver = false
      const end = () => {
        isOver = true
      }
      work.then(end, end)
      while (!isOver) {
        const waiting = await database.query(
          'SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
        )
        if (waiting.length >= by) return true
      }
      return false
    },
  }
}
