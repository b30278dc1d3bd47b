import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { addressesOf } from '@/lib/database-address'
import { signedCallNames } from '@/lib/paymentwall/names'
import { readSigningKey } from '@/lib/signing-key'

/** The values in `.env.example`: fine for a shop on this machine, refused for any other. */
export const sampleSecrets: ReadonlySet<string> = new Set([
  'sample-session-secret-for-localhost-only-0001',
  '6adf97f83acf6453d4a6a4b1070f3754',
  't_0f1e2d3c4b5a69788796a5b4c3d2e1',
  't_9f8e7d6c5b4a39281706f5e4d3c2b1',
  'c2FtcGxlLWRhdGEtZW5jcnlwdGlvbi1rZXktMDAwMDE=',
])

/** Placeholder company data; refused in `live`. */
export const placeholderCompany: ReadonlySet<string> = new Set([
  'Example Trading Ltd',
  'Registered in England, no. 00000000',
  '1 Example Street, London EC1A 1AA, United Kingdom',
  'support@example.com',
  '+44 20 0000 0000',
])

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a URL names this machine only. */
export function isLoopback(url: string): boolean {
  return loopbackHosts.has(new URL(url).hostname)
}

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(/[\s,]+/)
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )

// `abort`: the rules below read the host, so they must not run without one.
const origin = z
  .url({ protocol: /^https?$/, message: 'must be an http:// or https:// address', abort: true })
  .transform((url) => new URL(url).origin)

const databaseUrl = z
  .string()
  .refine(
    (url) => addressesOf(url).length > 0,
    'must be a postgresql:// address; several hosts are separated by commas (host1:5432,host2:5432)',
  )

const cidrList = list.superRefine((items, context) => {
  for (const item of items) {
    const valid = item.includes('/') ? ipaddr.isValidCIDR(item) : isIP(item) !== 0
    if (!valid)
      context.addIssue({ code: 'custom', message: `"${item}" is neither an address nor a CIDR range` })
  }
})

const encryptionKey = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, {
  message: 'must be 32 random bytes in base64 (openssl rand -base64 32)',
})

const signingKey = z.string().refine(
  (text) => {
    try {
      return readSigningKey(text) !== undefined
    } catch {
      return false
    }
  },
  {
    message:
      'must be a private Ed25519 key, PKCS#8 as PEM or in base64 (openssl genpkey -algorithm ed25519 -outform DER | base64 -w0)',
  },
)

/** `shop@example.com`, or with a name before it: `Shop <shop@example.com>`. */
const mailbox = z
  .string()
  .regex(
    /^(?:[^<>@"\p{Cc}]{1,80} <[^<>@\s]{1,64}@[^<>@\s]{1,255}>|[^<>@\s]{1,64}@[^<>@\s]{1,255})$/u,
    'must be an address such as Shop <shop@example.com>',
  )

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const wholeNumber = (from: number, to: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(from, `must be ${from} or more`)
    .max(to, `must be ${to} or less`)

const paymentwallKey = z
  .string()
  .regex(/^[0-9A-Za-z]{16,64}$/, 'must be the key of the project, letters and digits only')
const brickKey = z.string().regex(/^(t_)?[0-9A-Za-z]{16,64}$/, 'must be a Brick key, letters and digits only')

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

const variables = z.object({
  DATABASE_URL: databaseUrl,
  DATABASE_DIRECT_URL: optional(databaseUrl),
  DATABASE_PREPARED_STATEMENTS: z.enum(['on', 'off'], 'must be "on" or "off"').default('on'),
  SHOP_URL: origin,
  NEXTAUTH_SECRET: z.string().min(32, 'must have 32 characters or more (openssl rand -base64 32)'),
  PAYMENTWALL_MODE: z.enum(['local', 'test', 'live']),
  PAYMENTWALL_PROJECT_KEY: paymentwallKey,
  PAYMENTWALL_SECRET_KEY: paymentwallKey,
  PAYMENTWALL_SECRET_KEY_PREVIOUS: optional(paymentwallKey),
  PAYMENTWALL_WIDGET: z
    .string()
    .regex(/^[a-z0-9_]{1,32}$/)
    .default('pw'),
  BRICK_PUBLIC_KEY: optional(brickKey),
  BRICK_PRIVATE_KEY: optional(brickKey),
  BRICK_FORM: z.enum(['default', 'custom']).default('default'),
  BRICK_CUSTOM_FORM_LIVE: optional(z.literal('accept', 'must be "accept", or empty')),
  BRICK_SECURE: z
    .union(
      [z.enum(['always', 'provider']), z.string().regex(/^\d+(\.\d{1,3})?$/)],
      'must be "always", "provider" or an amount',
    )
    .default('provider'),
  PAYMENTWALL_API_URL: origin.default('https://api.paymentwall.com'),
  BRICK_JS_URL: optional(z.url({ protocol: /^https?$/ })),
  WIDGET_ORIGINS: list.pipe(z.array(origin)),
  PAYMENTWALL_MIN_SIGN_VERSION: z.enum(['2', '3']).default('3').transform(Number),
  PINGBACK_CUSTOM_PARAMETERS: list.superRefine((names, context) => {
    for (const name of names) {
      if (!/^[A-Za-z0-9_]{1,64}$/.test(name)) {
        context.addIssue({ code: 'custom', message: `"${name}": letters, digits and _ only` })
      } else if (signedCallNames.has(name)) {
        context.addIssue({
          code: 'custom',
          message: `"${name}" is a name that the shop's own signed calls use`,
        })
      }
    }
  }),
  PINGBACK_ALLOWED_IPS: cidrList,
  PINGBACK_CONNECTIONS: wholeNumber(1, 100).default(4),
  TRUSTED_PROXIES: cidrList,
  ORDER_DAYS: wholeNumber(1, 365).default(7),
  MEMBERSHIP_GRACE_HOURS: wholeNumber(0, 744).default(72),
  TIME_ZONE: z.string().default('UTC').refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  VAT_PERCENT: optional(z.string().regex(/^\d{1,2}(\.\d{1,2})?$/, 'must be a percentage such as 20')),
  DELIVERY_CONFIRMATION: z.enum(['project', 'brick', 'off']).default('project'),
  METRICS_TOKEN: optional(z.string().min(16, 'must have 16 characters or more (openssl rand -base64 32)')),
  DATA_ENCRYPTION_KEY: encryptionKey,
  DATA_ENCRYPTION_KEY_PREVIOUS: optional(encryptionKey),
  REPORT_SIGNING_KEY: optional(signingKey),
  CHROMIUM_PATH: optional(z.string()),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, message: 'must be an smtp:// or smtps:// address' })),
  MAIL_FROM: optional(mailbox),
  HOST: z.string().default('127.0.0.1'),
  COMPANY_NAME: z.string().min(2),
  COMPANY_REGISTRATION: z.string().min(2),
  COMPANY_ADDRESS: z.string().min(5),
  SUPPORT_EMAIL: z.email(),
  SUPPORT_PHONE: z.string().default(''),
})

export const variableNames: readonly string[] = Object.keys(variables.shape)

export type Env = z.infer<typeof variables>

const secrets = [
  'NEXTAUTH_SECRET',
  'PAYMENTWALL_SECRET_KEY',
  'PAYMENTWALL_SECRET_KEY_PREVIOUS',
  'BRICK_PRIVATE_KEY',
  'DATA_ENCRYPTION_KEY',
  'DATA_ENCRYPTION_KEY_PREVIOUS',
  'REPORT_SIGNING_KEY',
] as const
const company = [
  'COMPANY_NAME',
  'COMPANY_REGISTRATION',
  'COMPANY_ADDRESS',
  'SUPPORT_EMAIL',
  'SUPPORT_PHONE',
] as const

/** Errors in combinations of variables; those invalid on their own are left out of `env`. */
function* jointFaults(env: Partial<Env>): Generator<[name: keyof Env, message: string]> {
  const isPublic = env.SHOP_URL !== undefined && !isLoopback(env.SHOP_URL)
  const isLive = env.PAYMENTWALL_MODE === 'live'

  const bothKnown = 'BRICK_PUBLIC_KEY' in env && 'BRICK_PRIVATE_KEY' in env
  if (bothKnown && (env.BRICK_PUBLIC_KEY === undefined) !== (env.BRICK_PRIVATE_KEY === undefined)) {
    yield ['BRICK_PRIVATE_KEY', 'and BRICK_PUBLIC_KEY belong together: set both, or neither']
  }
  if (
    'SMTP_URL' in env &&
    'MAIL_FROM' in env &&
    (env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined)
  ) {
    yield ['MAIL_FROM', 'and SMTP_URL belong together: set both, or neither']
  }
  if (isPublic || isLive) {
    for (const name of secrets) {
      if (sampleSecrets.has(env[name] ?? '')) {
        yield [name, 'is the sample value of .env.example: set your own']
      }
    }
  }
  if (isPublic && env.PAYMENTWALL_MODE === 'local') {
    yield ['PAYMENTWALL_MODE', 'is "local" (the emulator), which serves a SHOP_URL on this machine only']
  }
  if (
    env.PINGBACK_ALLOWED_IPS?.length &&
    env.TRUSTED_PROXIES?.length === 0 &&
    namesLoopback(env.HOST ?? '') &&
    !env.PINGBACK_ALLOWED_IPS.some(namesLoopback)
  ) {
    yield [
      'PINGBACK_ALLOWED_IPS',
      'is set, but the sender of a request can’t be determined: HOST is this machine only, so every request comes from a proxy on it. Add that proxy to TRUSTED_PROXIES',
    ]
  }
  if (!isLive) return
  if (env.SHOP_URL?.startsWith('http://')) yield ['SHOP_URL', 'must begin with https:// in live mode']
  if (env.BRICK_FORM === 'custom' && !env.BRICK_CUSTOM_FORM_LIVE) {
    yield [
      'BRICK_FORM',
      'is "custom", which Paymentwall documents for 3-D Secure 1 only: set BRICK_CUSTOM_FORM_LIVE=accept once they have agreed to it, or use "default"',
    ]
  }
  for (const name of ['BRICK_PUBLIC_KEY', 'BRICK_PRIVATE_KEY'] as const) {
    if (env[name]?.startsWith('t_')) yield [name, 'is a test key (t_…), which live mode refuses']
  }
  for (const name of company) {
    if (placeholderCompany.has(env[name] ?? '')) {
      yield [name, 'is the placeholder of .env.example: set your own']
    }
  }
}

/** Whether a host, an address or a CIDR range is this machine's own. */
function namesLoopback(host: string): boolean {
  const [address = ''] = host.split('/')
  return host === 'localhost' || isLoopbackAddress(address)
}

/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.process(address).range() === 'loopback'
}

/** Reads and checks an environment; throws one Error that lists every fault. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const values: Record<string, unknown> = {}
  const faults: string[] = []
  for (const [name, schema] of Object.entries(variables.shape)) {
    const result = schema.safeParse(source[name])
    if (result.success) values[name] = result.data
    else if (source[name] === undefined) faults.push(`${name} is missing`)
    else faults.push(...result.error.issues.map((issue) => `${name} ${issue.message}`))
  }
  for (const [name, message] of jointFaults(values as Partial<Env>)) faults.push(`${name} ${message}`)
  if (faults.length === 0) return values as Env
  throw new Error(
    [
      `The environment has ${faults.length === 1 ? 'an error' : `${faults.length} errors`}:`,
      ...faults.map((fault) => `  ${fault}`),
      'Every variable is explained in .env.example.',
    ].join('\n'),
  )
}

/** Where the database is without a pooler in transaction mode between: for what lives as long as its connection. */
export function directDatabaseUrl(): string {
  return env().DATABASE_DIRECT_URL ?? env().DATABASE_URL
}

let cached: Env | undefined

/** The checked environment of this process, read at first use and never during a build. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
