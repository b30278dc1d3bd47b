import { applyMigrations } from './schema-engine'
console.log(await applyMigrations(process.argv[2] as string))
process.exit(0)
