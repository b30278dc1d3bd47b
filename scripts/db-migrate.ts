import { migrate } from './database'
import { ownDatabaseUrl } from './settings'

export async function main() {
  const applied = await migrate(ownDatabaseUrl(), console.log)
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
}
