// Loaded ahead of a server (node --import), so that what others print there (Next, a warning of Node's, an error nobody
// caught) is a line of JSON like those of lib/log.ts, without card numbers. The log itself writes past this.
import { stripVTControlCharacters } from 'node:util'
import { logLine } from '../lib/log-line.mjs'

const levels = { information: 30, warning: 40, error: 50 }

function isJson(line) {
  try {
    return line.startsWith('{') && typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

function asLines(text, level) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.every(isJson)) return lines.map(logLine).join('')
  const msg = stripVTControlCharacters(text).trim()
  return logLine(JSON.stringify({ level, time: new Date().toISOString(), msg }))
}

function wrap(stream, level) {
  const write = stream.write.bind(stream)
  stream.write = (chunk, ...rest) => {
    const encoding = typeof rest[0] === 'string' ? rest[0] : 'utf8'
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString(encoding)
    const done = rest.find((argument) => typeof argument === 'function')
    return write(asLines(text, level), done)
  }
}

wrap(process.stdout, levels.information)
wrap(process.stderr, levels.error)

// Node's own listener writes past the stream.
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  process.stderr.write(
    JSON.stringify({ level: levels.warning, time: new Date().toISOString(), msg: warning.stack }),
  )
})

// Whoever else listens decides whether the process goes on.
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return
  process.stderr.write(error instanceof Error ? (error.stack ?? error.message) : String(error), () =>
    process.exit(1),
  )
})
