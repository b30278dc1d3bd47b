import { runCommand } from './commands'

runCommand(process.argv.slice(2), console.log).then(
  (code) => {
    if (code !== undefined) process.exitCode = code
  },
  (error: unknown) => {
    console.error(`paymentwall-sandbox: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 2
  },
)
