import pino, { type DestinationStream } from 'pino'
import { logLine } from '@/lib/log-line.mjs'

/** Writes what strangers and providers sent as printable characters only, and no card number. */
export function guarded(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(logLine(line)) }
}

const options = {
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ['password', 'token', 'secret', 'authorization', 'cookie'],
}

// Not written by the thread that answers requests. No more at once than a pipe takes whole (PIPE_BUF), so that what else is
// written to it never stands within a line. What is left is written when the process ends.
const output = pino.destination({ dest: 1, sync: false, maxWrite: 4096 })

/** The log: one JSON object a line on standard output. Pass facts as fields and say what happened in the message. */
export const log = pino(options, guarded(output))
