import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

// Next's bundles each get a copy of this module, hence the global object. Connections that a request opens outlive it and
// remember this, hence the weak reference.
const kept = globalThis as { answerUnderWay?: AsyncLocalStorage<WeakRef<ServerResponse>> }

/** Lets `setAnswerStatus` find the answer to each request. Call once per process, before it listens. */
export function keepAnswers(): void {
  if (kept.answerUnderWay) return
  const answers = new AsyncLocalStorage<WeakRef<ServerResponse>>()
  kept.answerUnderWay = answers
  subscribe('http.server.request.start', (message) => {
    answers.enterWith(new WeakRef((message as { response: ServerResponse }).response))
  })
}

/** Gives the page that is being rendered a status of its own, which Next has no way for, unless the answer has begun. */
export function setAnswerStatus(status: number, headers: Record<string, string>): void {
  const answer = kept.answerUnderWay?.getStore()?.deref()
  if (!answer || answer.headersSent) return
  answer.statusCode = status
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value)
}
