import { hash, verify } from '@node-rs/argon2'

// OWASP's parameters for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password nobody knows, made with the same parameters. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$xqPQwnKldxfoNSEc2tL35A$ut6m0Be7fHaWwKs3mfWba3x8MsxNbaWzh69vsIs7S08'

const common = new Set(
  `0123456789 1111111111 1122334455 1234567890 12345678910 123456789a 123456789q 123abc456def 1q2w3e4r5t 1q2w3e4r5t6y
  1qaz2wsx3edc abc123456789 abcdefghij abcd123456 adminadmin administrator asdfghjkl1 asdfghjkl123 changeme123
  football123 iloveyou123 iloveyou12 letmein123 letmein1234 monkey12345 p@ssw0rd123 p@ssword123 passw0rd123 password!1
  password01 password10 password11 password12 password123 password123! password1234 password12345 passwordpassword
  princess123 q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedcrfv qwerty12345 qwerty123456 qwertyuiop qwertyuiop123 qwertyuiop[]
  qwertyqwerty secret12345 starwars123 sunshine123 superman123 trustno1trustno1 welcome123 welcome1234 zaq12wsxcde3
  zxcvbnm123 zxcvbnm12345`.split(/\s+/),
)

const normal = (password: string) => password.normalize('NFC')

/** Why a new password won't do: it is its user's e-mail `address`, or too `common`; undefined when it is acceptable. */
export function passwordFault(password: string, email: string): 'address' | 'common' | undefined {
  const typed = normal(password).toLowerCase()
  const local = email.slice(0, email.indexOf('@'))
  if (typed === email || typed === local) return 'address'
  if (common.has(typed) || /^(.)\1*$/u.test(typed)) return 'common'
}

/** An argon2id hash (PHC string) of a password of up to 256 characters. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), parameters)
}

/**
 * Whether the password has this hash. Without a hash, as for an unknown e-mail address, it does the same work and
 * answers false, so that the time taken tells nothing about who has an account.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? nobodysHash, normal(password))
  return passwordHash !== undefined && matches
}
