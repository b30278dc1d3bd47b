import { z } from 'zod'
import { apiTypeNames } from '../core/api-type'
import { type Settings, settingsSchema } from '../core/settings'

/** What each setting is called for people, in groups as they are shown. Every setting stands in one of them. */
const settingGroups = {
  'The project': {
    apiType: 'API',
    pingbackUrl: 'Pingback URL, with its path and query',
    pingbackVersion: 'Pingback signature version',
    customParameters: 'Custom pingback parameters, one name=VALUE per line',
    isLive: 'The project is live',
    evaluationMode: 'Evaluation mode: anyone sees the payment page before the project is live',
    buyerCountry: 'Country of every buyer',
  },
  'Virtual currency': {
    currencyName: 'Name of the virtual currency',
    currencyRate: 'Virtual currency per unit of money',
    pricePoints: 'Price points, separated by commas',
    priceCurrency: 'Currency of the price points',
  },
  'Cards and their bank': {
    threeDSecure: '3-D Secure for cards',
    frictionless: 'A known device is spared the bank’s page',
    bankAnswers: 'Answer of the bank’s page',
    reviewMinutes: 'Minutes until a risk review ends',
    holdDays: 'Days until an authorised amount expires',
    tokenMinutes: 'Minutes until a card token expires',
  },
  'Times and retries': {
    retryMinutes: 'Minutes until a pingback is sent again',
    answerTimeoutSeconds: 'Seconds until an attempt is given up, in real time',
    renewalRetryHours: 'Hours until a failed renewal is tried again',
    ticketMinutes: 'Minutes until a ticket is done',
  },
  'Where the provider’s sources disagree': {
    strict: 'A call that lacks what only a table of the documentation demands',
    widgetRefusalStatus: 'Status of a refused payment page',
    widgetMinimumSignVersion: 'Oldest signature version of a payment page’s call',
    pingbackSecret: 'Key that signs pingbacks of Brick test payments',
    brickIsTest: 'Pingbacks of Brick test payments carry is_test=1',
    pingbackSignsQuery: 'The query of the pingback URL itself is signed too',
    paymentPingbackUrl: 'A call’s own pingback_url counts',
    creditPingbackType: 'Type of a payment for virtual currency',
    creditsTurnNegative: 'Refunds carry a negative amount of virtual currency',
    cartPingbackVersion: 'Signature version of pingbacks about carts',
    spaceEncoding: 'A blank in a pingback',
    captureSends: 'Type 0 is sent when an authorised charge is captured, not already when it is authorised',
    chargeSaysSecure: 'A charge that passed 3-D Secure says secure: true',
    declineWording: 'Words of refusal 3010',
    byteOrderMark: 'Brick’s answers begin with a byte order mark',
    chargeMinimum: 'Smallest charge, in US dollars',
    chargeMaximum: 'Largest charge, in US dollars',
    deliveryKey: 'Key of Delivery Confirmation',
    recurringExternalId: 'Order of charges after a trial',
    subscriptionEvents: 'Types 12, 13 and 14 are sent when a subscription ends',
    subscriptionEventRef: 'Payment that these types name',
    periodMinimumDays: 'Shortest period of a subscription, in days',
    periodMaximumDays: 'Longest period of a subscription, in days',
  },
} as const satisfies Record<string, Partial<Record<keyof Settings, string>>>

const words: Partial<Record<keyof Settings, Record<string, string>>> = {
  apiType: apiTypeNames,
  cartPingbackVersion: { '2': '2, as official listeners check it', project: 'that of the project' },
  creditPingbackType: { '0': '0', '1': '1, otherwise a credit given by support' },
  threeDSecure: { requested: 'when the shop asks for it' },
  bankAnswers: {
    'when asked': 'what the payer presses',
    approved: 'approved, by itself',
    declined: 'declined, by itself',
  },
  recurringExternalId: { 'post-trial': 'that of the plan', trial: 'that of the trial' },
  strict: { warn: 'accept it, with a warning', refuse: 'refuse it' },
  pingbackSecret: { project: 'project secret key', 'brick-test': 'Brick private key' },
  spaceEncoding: { percent: '%20', plus: '+' },
  declineWording: { clients: 'of the clients’ tests', documentation: 'of the documentation' },
  subscriptionEventRef: { initial: 'the first one', latest: 'the latest one' },
}

export type SettingField = { name: keyof Settings; label: string } & (
  | { kind: 'choice'; choices: { value: string | number; text: string }[] }
  | { kind: 'flag' }
  | { kind: 'number'; isWhole: boolean; minimum: number | undefined; maximum: number | undefined }
  | { kind: 'text' }
  | { kind: 'address' }
  | { kind: 'pairs' }
)

interface Shape {
  type?: string | string[]
  enum?: (string | number)[]
  const?: string | number
  anyOf?: Shape[]
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

const shapes = (z.toJSONSchema(settingsSchema, { io: 'input' }) as { properties: Record<string, Shape> })
  .properties

function fieldOf(name: keyof Settings, label: string): SettingField {
  const shape = shapes[name] ?? {}
  const variants = shape.anyOf ?? []
  const values =
    shape.enum ?? variants.flatMap((variant) => (variant.const === undefined ? [] : [variant.const]))
  if (name === 'customParameters') return { name, label, kind: 'pairs' }
  if (shape.type === 'boolean') return { name, label, kind: 'flag' }
  if (Array.isArray(shape.type) && shape.type.includes('null')) return { name, label, kind: 'address' }
  const range = variants.find(({ minimum }) => minimum !== undefined) ?? shape
  if (range.type === 'number' || range.type === 'integer') {
    const { minimum, exclusiveMinimum, maximum } = range
    const isSafe = (limit: number | undefined) =>
      limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER
    return {
      name,
      label,
      kind: 'number',
      isWhole: range.type === 'integer',
      minimum: range === shape ? (minimum ?? exclusiveMinimum) : undefined,
      maximum: isSafe(maximum) ? maximum : undefined,
    }
  }
  if (values.length > 0) {
    const choices = values.map((value) => ({ value, text: words[name]?.[String(value)] ?? String(value) }))
    return { name, label, kind: 'choice', choices }
  }
  return { name, label, kind: 'text' }
}

/** Every setting as a field of the form, in its group. */
export const settingFields: { group: string; fields: SettingField[] }[] = Object.entries(settingGroups).map(
  ([group, labels]) => ({
    group,
    fields: (Object.entries(labels) as [keyof Settings, string][]).map(([name, label]) =>
      fieldOf(name, label),
    ),
  }),
)

/** What the form has sent, over the present settings; what it left out stays, but for an unchecked box. */
export function readSettingsForm(
  form: Record<string, unknown>,
  present: Settings,
): ReturnType<typeof settingsSchema.safeParse> {
  const values = settingFields
    .flatMap(({ fields }) => fields)
    .flatMap((field): [string, unknown][] => {
      const sent = form[field.name]
      if (field.kind === 'flag') return [[field.name, sent === 'on']]
      if (typeof sent !== 'string') return []
      return [[field.name, readField(field, sent.trim())]]
    })
  return settingsSchema.safeParse({ ...present, ...Object.fromEntries(values) })
}

function readField(field: SettingField, text: string): unknown {
  switch (field.kind) {
    case 'choice':
      return field.choices.find(({ value }) => String(value) === text)?.value ?? text
    case 'number':
      return text === '' ? text : Number(text)
    case 'address':
      return text || null
    case 'pairs':
      return readPairs(text)
    default:
      return text
  }
}

/** Lines of `name=VALUE`, as the form shows them. */
function readPairs(text: string): Record<string, string> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', value = ''] = line.split('=', 2)
      return [name.trim(), value.trim()]
    }),
  )
}
