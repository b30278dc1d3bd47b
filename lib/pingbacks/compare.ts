import type { Arrival } from '@/lib/pingbacks/log'
import { formatTime } from '@/lib/time'

/** A line of two arrivals side by side. */
export interface ComparedLine {
  name: string
  isParameter: boolean
  a: string | undefined
  b: string | undefined
  /** `unknown`: what the log shows is the same, and a part of it is masked or cut. */
  differs: 'yes' | 'no' | 'unknown'
}

/** Two arrivals line by line: what the log says of them, and their parameters by name. */
export function compareArrivals(a: Arrival, b: Arrival): ComparedLine[] {
  const facts: [string, (arrival: Arrival) => string | number | null][] = [
    ['Received', ({ receivedAt }) => formatTime(receivedAt)],
    ['Verdict', ({ verdict }) => verdict],
    ['Result', ({ sentence }) => sentence],
    ['From', ({ address }) => address],
    ['Signature version', ({ signVersion }) => signVersion],
    ['Verified with', ({ secret }) => secret],
    ['Order', ({ orderId }) => orderId],
  ]
  const names = [...new Set([...Object.keys(a.parameters), ...Object.keys(b.parameters)])].sort()
  // Equal to the ledger's in content, whatever is masked of it.
  const isSameContent =
    a.id === b.id ||
    (a.pingbackId !== null &&
      a.pingbackId === b.pingbackId &&
      a.verdict !== 'conflict' &&
      b.verdict !== 'conflict')
  return [
    ...facts.map(([name, read]) => line(name, false, text(read(a)), text(read(b)), true)),
    ...names.map((name) =>
      line(
        name,
        true,
        shownValue(a, name),
        shownValue(b, name),
        isSameContent && name !== 'sig' && name !== 'sign_version',
      ),
    ),
  ]
}

const text = (value: string | number | null) => (value === null || value === '' ? undefined : String(value))

/** A value as it is shown; one that is there and empty is not none. */
function shownValue({ parameters }: Arrival, name: string): string | undefined {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined
  return value === '' ? '(empty)' : value
}

function line(
  name: string,
  isParameter: boolean,
  a: string | undefined,
  b: string | undefined,
  isWhole: boolean,
): ComparedLine {
  const differs = a !== b ? 'yes' : isWhole || !a?.includes('…') ? 'no' : 'unknown'
  return { name, isParameter, a, b, differs }
}
