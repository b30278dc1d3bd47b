import { answerOf, type DrillBench, type Message } from './bench'
import { refuseAll, replaced, reSplit, without } from './forgeries'
import type { Observation } from './observation'

export interface Drill {
  name: string
  expects: string
  /** Whether the answers alone show that a listener is right; else its deliveries must be counted. */
  showsInAnswers: boolean
  run: (bench: DrillBench) => Promise<Observation>
}

const day = 86_400_000

/** Every drill, in the order in which they run. Where the first one fails, no other says anything. */
export const drills: readonly Drill[] = [
  {
    name: 'payment',
    expects: 'An ordinary payment is answered by status 200 and exactly "OK", and delivered once.',
    showsInAnswers: true,
    run: async (bench) => {
      const order = await bench.newOrder()
      const answer = await bench.send(bench.message({ order, ref: bench.newRef(), type: 0 }))
      const faults = answer.isAcknowledged ? [] : [`It answered ${answerOf(answer)}.`]
      return { faults, deliveries: [[order, 1]] }
    },
  },
  {
    name: 'duplicates',
    expects:
      'The same pingback 100 times at once: each is eventually answered OK, and the order is delivered once.',
    showsInAnswers: false,
    run: async (bench) => {
      const order = await bench.newOrder()
      const message = bench.message({ order, ref: bench.newRef(), type: 0 })
      const refused = await bench.deliverAtOnce(Array.from({ length: 100 }, () => message))
      return { faults: neverAcknowledged(refused), deliveries: [[order, 1]] }
    },
  },
  {
    name: 'shuffled',
    expects:
      'Payments, refunds and an unknown type, each twice and out of order: all are answered OK; what was refunded stays withdrawn.',
    showsInAnswers: false,
    run: async (bench) => {
      const lives: { types: number[]; expected: number }[] = [
        { types: [2, 0], expected: 0 },
        { types: [0, 2], expected: 0 },
        { types: [0], expected: 1 },
        { types: [0, 99], expected: 1 },
      ]
      const told: { message: Message; isRefundFirst: boolean }[] = []
      const deliveries: Observation['deliveries'] = []
      for (const { types, expected } of lives) {
        const order = await bench.newOrder()
        const ref = bench.newRef()
        deliveries.push([order, expected])
        for (const type of [...types, ...types]) {
          told.push({
            message: bench.message({ order, ref, type }),
            isRefundFirst: types[0] === 2 && type === 2,
          })
        }
      }
      const [first, ...others] = told.filter(({ isRefundFirst }) => isRefundFirst)
      const rest = bench.shuffle([...told.filter(({ isRefundFirst }) => !isRefundFirst), ...others])
      const messages = [...(first ? [first] : []), ...rest].map(({ message }) => message)
      return { faults: neverAcknowledged(await bench.deliver(messages)), deliveries }
    },
  },
  {
    name: 'delayed',
    expects:
      'A payment reported three days late is delivered; one reported again after three days is not delivered twice.',
    showsInAnswers: false,
    run: async (bench) => {
      const later = { headers: { date: new Date(Date.now() + 3 * day).toUTCString() } }
      const [late = '', again = ''] = await bench.newOrders(2)
      const repeated = { order: again, ref: bench.newRef(), type: 0 }
      const refused = await bench.deliver([
        bench.message({ order: late, ref: bench.newRef(), type: 0 }, later),
        bench.message(repeated),
        bench.message(repeated, later),
      ])
      return {
        faults: neverAcknowledged(refused),
        deliveries: [
          [late, 1],
          [again, 1],
        ],
      }
    },
  },
  {
    name: 'forged',
    expects:
      'A missing, empty or altered signature, and what was altered after signing, are never answered OK and deliver nothing.',
    showsInAnswers: true,
    run: (bench) =>
      refuseAll(bench, 0, [
        ['without a signature', { change: without('sig') }],
        ['with an empty signature', { change: replaced('sig', () => '') }],
        [
          'with one digit of the signature changed',
          { change: replaced('sig', (sig) => sig.replace(/.$/, (last) => (last === '0' ? '1' : '0'))) },
        ],
        ['with another order', { change: replaced(bench.wording.name, (order) => `${order}0`) }],
        ['with another user', { change: replaced('uid', (uid) => `${uid}0`) }],
        ['with another reference', { change: replaced('ref', (ref) => `${ref}0`) }],
        ['with a parameter added', { change: (parameters) => [...parameters, ['added', '1']] }],
      ]),
  },
  {
    name: 're-split',
    expects:
      'A signature that Paymentwall never made for a pingback is refused: base strings have no separators, so a payment page’s signed address can be cut up into other parameters. Take only the names that you expect, and refuse values with "=".',
    showsInAnswers: true,
    run: async (bench) => {
      const order = await bench.newOrder()
      const sent = reSplit(bench, order)
      const answers = await Promise.all(sent.map(({ message }) => bench.send(message)))
      const faults = sent.flatMap(({ name }, index) =>
        answers[index]?.isAcknowledged ? [`It answered OK to ${name}.`] : [],
      )
      return { faults, deliveries: [[order, 0]] }
    },
  },
  {
    name: 'repeated-names',
    expects:
      'A parameter that comes twice is never verified in one place and used from the other: the order that was slipped in is not delivered.',
    showsInAnswers: false,
    run: async (bench) => {
      const { name } = bench.wording
      const [first = '', second = '', slippedFirst = '', slippedSecond = ''] = await bench.newOrders(4)
      const slip = (order: string, slipped: string, isBefore: boolean) =>
        bench.message(
          { order, ref: bench.newRef(), type: 0 },
          {
            change: (parameters) =>
              isBefore ? [[name, slipped], ...parameters] : [...parameters, [name, slipped]],
          },
        )
      const before = await bench.send(slip(first, slippedFirst, true))
      const after = await bench.send(slip(second, slippedSecond, false))
      const isBlind = before.isAcknowledged && after.isAcknowledged
      return {
        faults: isBlind
          ? ['It answered OK whether the second order came before or after the signed one.']
          : [],
        deliveries: [
          [slippedFirst, 0],
          [slippedSecond, 0],
        ],
      }
    },
  },
  {
    name: 'wrong-secret',
    expects:
      'What is signed with another secret, with none, or with the project key, which every buyer sees, is refused.',
    showsInAnswers: true,
    run: (bench) => {
      const { projectKey, secretKey } = bench.target
      return refuseAll(bench, 0, [
        ['signed with another secret', { secret: `not-${secretKey}` }],
        ['signed with an empty secret', { secret: '' }],
        ...(projectKey ? [['signed with the project key', { secret: projectKey }] as const] : []),
      ])
    },
  },
  {
    name: 'older-version',
    expects:
      'A signature of an older version than the project is set to is refused, even if it is otherwise valid: version 1 leaves most parameters unsigned.',
    showsInAnswers: true,
    run: (bench) =>
      refuseAll(bench, 0, [
        ['of version 1', { signVersion: 1 }],
        [
          'of version 1 that says so',
          { signVersion: 1, change: (parameters) => [...parameters, ['sign_version', '1']] },
        ],
        ...(bench.target.signVersion === 3 ? [['of version 2', { signVersion: 2 as const }] as const] : []),
      ]),
  },
  {
    name: 'review',
    expects:
      'Under review, accepted, charged back (200, 201, 2) in all six orders: all are answered OK, and in the end nothing is delivered.',
    showsInAnswers: false,
    run: async (bench) => {
      const deliveries: Observation['deliveries'] = []
      const faults: string[] = []
      for (const types of permutations([200, 201, 2])) {
        const order = await bench.newOrder()
        const ref = bench.newRef('b')
        deliveries.push([order, 0])
        const refused = await bench.deliver(types.map((type) => bench.message({ order, ref, type })))
        faults.push(...neverAcknowledged(refused).map((fault) => `${types.join(', ')}: ${fault}`))
      }
      return { faults, deliveries }
    },
  },
  {
    name: 'cut-answers',
    expects:
      'When the connection breaks before the answer, the pingback comes again: it is answered OK within 20 seconds and delivered once.',
    showsInAnswers: false,
    run: async (bench) => {
      const order = await bench.newOrder()
      const message = bench.message({ order, ref: bench.newRef(), type: 0 })
      for (const afterMs of [0, 2, 10, 50]) await bench.cut(message, afterMs)
      return { faults: neverAcknowledged(await bench.deliver([message])), deliveries: [[order, 1]] }
    },
  },
  {
    name: 'restart',
    expects:
      'The listener is restarted while pingbacks arrive: each is eventually answered OK, also when it is sent again, and delivered once.',
    showsInAnswers: false,
    run: async (bench) => {
      const { restart } = bench.target
      if (!restart)
        return {
          faults: [],
          deliveries: [],
          missing: 'nothing can restart the listener (--restart-command).',
        }
      const orders = await bench.newOrders(20)
      const messages = orders.map((order) => bench.message({ order, ref: bench.newRef(), type: 0 }))
      const [before, during] = [messages.slice(0, 10), messages.slice(10)]
      await bench.deliver(before)
      await Promise.all([restart(), ...during.map((message) => bench.send(message))])
      const refused = await bench.deliver(messages)
      return { faults: neverAcknowledged(refused), deliveries: orders.map((order) => [order, 1]) }
    },
  },
]

function neverAcknowledged(answers: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  return [...counts].map(([answer, count]) =>
    count === 1 ? `One was never answered OK: ${answer}.` : `${count} were never answered OK: ${answer}.`,
  )
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  )
}
