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

/** The log: one JSON object a line on standard output. Pass facts as fields and say what happened in the message. */
export const log = pino(options, guarded(pino.destination(1)))
