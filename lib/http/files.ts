import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { putGate } from '@/lib/http/before-next'
import { type FinishedAnswer, finishAnswer, sendFinished } from '@/lib/http/finished-answer'

/** Where the files of a build lie: what is answered with one stays as it is for as long as this process runs. */
const builtFile = /^\/(?:_next\/static\/[\w./~-]+|artwork\/[\w.-]+)$/

const answers = new Map<string, FinishedAnswer>()

const digestTag = (body: Buffer) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`

/** A gate: answers with a file that has been sent before, as it was compressed then. There are as many as the build has. */
function isAnswered(request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = '' } = request
  const [path = ''] = url.split('?', 1)
  if ((method !== 'GET' && method !== 'HEAD') || !builtFile.test(path)) return false
  const answer = answers.get(path)
  if (answer) {
    sendFinished(request, response, answer)
    return true
  }
  if (method === 'GET' && request.headers['if-none-match'] === undefined) {
    finishAnswer(request, response, {
      quality: 11,
      tag: digestTag,
      keep: (made) => answers.set(path, made),
    })
  }
  return false
}

/**
 * Compresses the files of the build once, and answers with them before Next. Call once per process, before it listens, after
 * `watchEntrance`.
 */
export function keepFiles(): void {
  if (process.env.NODE_ENV !== 'development') putGate('files', isAnswered)
}
