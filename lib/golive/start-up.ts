import { parseEnv, placeholderCompany, sampleSecrets } from '@/lib/env'

type Environment = Record<string, string>

/** An environment with which a public shop may start; every value is made up. */
export function soundEnvironment(mode: 'test' | 'live'): Environment {
  const prefix = mode === 'test' ? 't_' : ''
  return {
    DATABASE_URL: 'postgresql://database.example/shop',
    SHOP_URL: 'https://shop.example',
    NEXTAUTH_SECRET: 'n'.repeat(40),
    PAYMENTWALL_MODE: mode,
    PAYMENTWALL_PROJECT_KEY: 'a1'.repeat(16),
    PAYMENTWALL_SECRET_KEY: 'b2'.repeat(16),
    BRICK_PUBLIC_KEY: `${prefix}${'c3'.repeat(15)}`,
    BRICK_PRIVATE_KEY: `${prefix}${'d4'.repeat(15)}`,
    DATA_ENCRYPTION_KEY: Buffer.alloc(32, 'e').toString('base64'),
    COMPANY_NAME: 'Made-up Company GmbH',
    COMPANY_REGISTRATION: 'HRB 1',
    COMPANY_ADDRESS: 'Any Street 1, Berlin',
    SUPPORT_EMAIL: 'help@shop.example',
  }
}

/** Why the shop does not start with an environment, in one line; undefined where it does. */
export function environmentFault(environment: Environment): string | undefined {
  try {
    parseEnv(environment)
    return undefined
  } catch (error) {
    const [, first = ''] = String(error).split('\n')
    return first.trim()
  }
}

const live = soundEnvironment('live')
const [sampleSecret = ''] = sampleSecrets
const [placeholder = ''] = placeholderCompany

/** Environments in live mode that must not start, each for one reason. */
export const unsoundLive: readonly { what: string; environment: Environment }[] = [
  { what: 'a Brick test key', environment: { ...live, BRICK_PRIVATE_KEY: `t_${'d4'.repeat(15)}` } },
  { what: 'Brick’s public test key', environment: { ...live, BRICK_PUBLIC_KEY: `t_${'c3'.repeat(15)}` } },
  { what: 'an http:// address', environment: { ...live, SHOP_URL: 'http://shop.example' } },
  { what: 'the sample secret of the demo', environment: { ...live, NEXTAUTH_SECRET: sampleSecret } },
  { what: 'placeholder company data', environment: { ...live, COMPANY_NAME: placeholder } },
  { what: 'no secret key', environment: { ...live, PAYMENTWALL_SECRET_KEY: '' } },
  { what: 'the emulator', environment: { ...live, PAYMENTWALL_MODE: 'local' } },
]
