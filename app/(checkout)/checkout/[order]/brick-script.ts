'use client'

import { useEffect, useState } from 'react'

/** What the shop uses of Brick.js (brick.md §2). */
export interface BrickScript {
  new (
    options: Record<string, unknown>,
    mode: 'default' | 'custom',
  ): {
    showPaymentForm(onSuccess: (answer: unknown) => void, onError: (fault: unknown) => void): void
    tokenizeCard(card: Record<string, string>, onAnswer: (answer: unknown) => void): void
  }
  getFingerprint(): string
}

/** The fields of what Brick.js hands over: a token, a fault of its own, or our reply to a charge. None of it is certain. */
export function fieldsOf(answer: unknown): Record<string, unknown> {
  return typeof answer === 'object' && answer !== null ? { ...answer } : {}
}

declare global {
  interface Window {
    Brick?: BrickScript
  }
}

export type ScriptState = 'loading' | 'slow' | 'ready' | 'failed'

const slowAfter = 8_000
const loads = new Map<string, Promise<void>>()

/** Loads a script once per page; after a failure the next call tries again. */
function load(url: string): Promise<void> {
  const known = loads.get(url)
  if (known) return known
  const started = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.onload = () => (window.Brick ? resolve() : reject(new Error('Brick is not defined')))
    script.onerror = () => reject(new Error('The script could not be loaded'))
    document.head.append(script)
  }).catch((error) => {
    loads.delete(url)
    throw error
  })
  loads.set(url, started)
  return started
}

/** Whether Brick.js has loaded. `retry` tries again after a failure. */
export function useBrickScript(url: string): { state: ScriptState; retry: () => void } {
  const [state, setState] = useState<ScriptState>('loading')
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads it again
  useEffect(() => {
    let gone = false
    const settle = (next: ScriptState) => {
      clearTimeout(timer)
      if (!gone) setState(next)
    }
    const timer = setTimeout(() => settle('slow'), slowAfter)
    load(url).then(
      () => settle('ready'),
      () => settle('failed'),
    )
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [url, attempt])

  return {
    state,
    retry: () => {
      setState('loading')
      setAttempt((count) => count + 1)
    },
  }
}
