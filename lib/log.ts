import pino from 'pino'

/** The log: one JSON object a line on standard output. Pass facts as fields and say what happened in the message. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ['password', 'token', 'secret', 'authorization', 'cookie'],
})
