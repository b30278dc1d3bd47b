import { createHash, createHmac } from 'node:crypto'
import { encodeParameters, lastValue, type Parameter, parseParameters } from '../core/parameters'
import {
  baseString,
  baseStringV1,
  callStringV1,
  digest,
  isSame,
  type SignVersion,
  signedInV1,
} from '../core/signature'

export interface NamedSecret {
  name: string
  secret: string
}

export interface BasePart {
  name: string
  value: string
  /** The bytes that this parameter adds to the base string. */
  text: string
}

export interface Explanation {
  kind: 'pingback' | 'call'
  signVersion: SignVersion
  received: string
  expected: string
  fits: boolean
  /** The base string in its order, one part a parameter; the secret follows it without a separator. */
  parts: BasePart[]
  baseString: string
  /** What most likely went wrong, the likeliest first; empty where it is valid. */
  causes: string[]
  /** What is worth knowing whether it is valid or not. */
  notes: string[]
}

/** Takes the signature of a payment page's address or of a pingback apart. `text` is an address or its query. */
export function explain(text: string, secrets: readonly NamedSecret[]): Explanation {
  const query = queryOf(text)
  const parameters = parseParameters(query)
  const kind = lastValue(parameters, 'sig') !== undefined ? 'pingback' : 'call'
  const signatureName = kind === 'pingback' ? 'sig' : 'sign'
  const stated = lastValue(parameters, 'sign_version')
  const signVersion: SignVersion = stated === '3' ? 3 : stated === '2' ? 2 : 1
  const received = lastValue(parameters, signatureName) ?? ''
  const [{ secret } = { secret: '' }] = secrets
  const subject: Subject = { parameters, query, signatureName, kind, signVersion, secrets }
  const base = correctBase(subject, signVersion)
  const expected = digest(base, secret, signVersion)
  const fits = isSame(expected, received)
  return {
    kind,
    signVersion,
    received,
    expected,
    fits,
    parts: partsOf(subject),
    baseString: base,
    causes: fits ? [] : causesOf(subject, received),
    notes: notesOf(subject, stated, text),
  }
}

/** The query of whatever was pasted: an address, a path, a line of a log, or the query itself. */
function queryOf(text: string): string {
  const trimmed = text.trim().replace(/^["']|["']$/g, '')
  const [address = ''] = trimmed.replace(/^(?:GET|POST)\s+/, '').split(/\s/, 1)
  const start = address.indexOf('?')
  return (start < 0 ? address : address.slice(start + 1)).split('#', 1)[0] ?? ''
}

interface Subject {
  parameters: Parameter[]
  query: string
  signatureName: 'sig' | 'sign'
  kind: Explanation['kind']
  signVersion: SignVersion
  secrets: readonly NamedSecret[]
}

function correctBase({ parameters, kind, signatureName }: Subject, version: SignVersion): string {
  if (version > 1) return baseString(parameters, signatureName)
  return kind === 'pingback' ? baseStringV1(parameters) : callStringV1(parameters)
}

function partsOf(subject: Subject): BasePart[] {
  const { parameters, kind, signVersion, signatureName } = subject
  if (signVersion === 1) {
    if (kind === 'call') {
      const value = callStringV1(parameters)
      return [{ name: 'uid', value, text: value }]
    }
    return signedInV1(parameters).map(([name, value]) => ({ name, value, text: `${name}=${value}` }))
  }
  const last = new Map(parameters.filter(([name]) => name !== signatureName))
  return [...last]
    .sort(([left], [right]) => {
      const pair = baseString(
        [
          [left, ''],
          [right, ''],
        ],
        signatureName,
      )
      return pair.startsWith(`${left}=`) ? -1 : 1
    })
    .map(([name, value]) => ({ name, value, text: `${name}=${value}` }))
}

/** One way in which programs get a signature wrong, or in which what arrived differs from what was signed. */
interface Deviation {
  cause: string
  apply: (recipe: Recipe) => Recipe
}

interface Recipe {
  parameters: Parameter[]
  version: SignVersion
  order: 'sorted' | 'as sent' | 'ignoring case' | 'reversed' | 'sub-keys as text'
  join: (pairs: Parameter[]) => string
  secret: string
  mac: 'after' | 'before' | 'hmac'
  output: (hex: string) => string
  fixed: string | null
}

const glued = (pairs: Parameter[]) => pairs.map(([name, value]) => `${name}=${value}`).join('')

const compareText = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right))

function baseOf({ parameters, order, join, fixed }: Recipe): string {
  if (fixed !== null) return fixed
  const byName = (compare: (left: string, right: string) => number) =>
    [...parameters].sort(([left], [right]) => compare(left, right))
  switch (order) {
    case 'as sent':
      return join(parameters)
    case 'ignoring case':
      return join(byName((left, right) => compareText(left.toLowerCase(), right.toLowerCase())))
    case 'reversed':
      return join(byName((left, right) => compareText(right, left)))
    case 'sub-keys as text':
      return join(byName(compareText))
    default: {
      const names = baseOrder(parameters)
      return join([...parameters].sort(([left], [right]) => (names.get(left) ?? 0) - (names.get(right) ?? 0)))
    }
  }
}

/** The place of each name in a right base string. */
function baseOrder(parameters: readonly Parameter[]): Map<string, number> {
  const names = [...new Set(parameters.map(([name]) => name))]
  const sorted = names.sort((left, right) =>
    baseString(
      [
        [left, ''],
        [right, ''],
      ],
      'sig',
    ).startsWith(`${left}=`)
      ? -1
      : 1,
  )
  return new Map(sorted.map((name, index) => [name, index]))
}

function signatureOf(recipe: Recipe): string {
  const base = baseOf(recipe)
  const name = recipe.version === 3 ? 'sha256' : 'md5'
  if (recipe.mac === 'hmac') return recipe.output(createHmac(name, recipe.secret).update(base).digest('hex'))
  const text = recipe.mac === 'before' ? recipe.secret + base : base + recipe.secret
  return recipe.output(createHash(name).update(text, 'utf8').digest('hex'))
}

const mapValues =
  (change: (value: string) => string) =>
  (recipe: Recipe): Recipe => ({
    ...recipe,
    parameters: recipe.parameters.map(([name, value]) => [name, change(value)]),
  })

function mapNames(change: (name: string) => string): Deviation['apply'] {
  return (recipe) => ({
    ...recipe,
    parameters: recipe.parameters.map(([name, value]) => [change(name), value]),
  })
}

const encoded = (spaces: 'percent' | 'plus') => (text: string) =>
  encodeParameters([['', text]], spaces).slice(1)

function latin1AsUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

function decodedAgain(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function deviationsOf(subject: Subject): Deviation[] {
  const { parameters, signatureName, query, secrets, kind } = subject
  const [own, ...others] = secrets
  const present = parameters.filter(([name]) => name !== signatureName)
  const orders: [Recipe['order'], string][] = [
    ['as sent', 'The parameters were signed in the order in which they were sent. Sort them by name.'],
    [
      'ignoring case',
      'The names were sorted without regard to case. Sort them by bytes: upper case comes before lower case.',
    ],
    ['reversed', 'The names were sorted backwards.'],
    [
      'sub-keys as text',
      'The sub-keys of an array were sorted as text. Numbers are sorted by number: 2 before 10.',
    ],
  ]
  const versions = ([1, 2, 3] as const).filter((version) => version !== subject.signVersion)
  return [
    ...others.map(
      ({ name, secret }): Deviation => ({
        cause: `It was signed with another secret: ${name}.`,
        apply: (recipe) => ({ ...recipe, secret }),
      }),
    ),
    { cause: 'It was signed with an empty secret.', apply: (recipe) => ({ ...recipe, secret: '' }) },
    ...[
      `${own?.secret} `,
      ` ${own?.secret}`,
      `${own?.secret}\n`,
      own?.secret.trim() ?? '',
      own?.secret.toUpperCase() ?? '',
    ]
      .filter((secret) => secret !== own?.secret)
      .map(
        (secret): Deviation => ({
          cause:
            'The secret was changed on the way: look for a space or line break at either end, or a change to upper case.',
          apply: (recipe) => ({ ...recipe, secret }),
        }),
      ),
    ...versions.map(
      (version): Deviation => ({
        cause: `It was signed as version ${version}, but ${subject.signVersion === 1 ? 'no sign_version was sent, which means 1' : `sign_version says ${subject.signVersion}`}.`,
        apply: (recipe) => ({
          ...recipe,
          version,
          fixed: version === 1 ? correctBase(subject, 1) : null,
        }),
      }),
    ),
    {
      cause:
        'The digest of one version was used with the base string of another: MD5 belongs to 1 and 2, SHA-256 to 3.',
      apply: (recipe) => ({ ...recipe, fixed: baseOf(recipe), version: recipe.version === 3 ? 2 : 3 }),
    },
    ...orders.map(([order, cause]): Deviation => ({ cause, apply: (recipe) => ({ ...recipe, order }) })),
    {
      cause: `The signature itself (${signatureName}, empty) was part of the base string. Leave it out.`,
      apply: (recipe) => ({ ...recipe, parameters: [...recipe.parameters, [signatureName, '']] }),
    },
    ...(kind === 'pingback'
      ? [
          {
            cause:
              'The parameter sig was part of the base string. Leave it out before you compute the digest.',
            apply: (recipe: Recipe): Recipe => ({
              ...recipe,
              parameters: [...recipe.parameters, [signatureName, lastValue(parameters, signatureName) ?? '']],
            }),
          },
        ]
      : []),
    {
      cause:
        'The values were percent-encoded when they were signed. Sign them decoded, and encode them only for the address.',
      apply: mapValues(encoded('percent')),
    },
    {
      cause: 'The values were form-encoded (a space as +) when they were signed. Sign them decoded.',
      apply: mapValues(encoded('plus')),
    },
    {
      cause: 'The values were encoded twice on the way: sign and send each encoded once.',
      apply: mapValues(decodedAgain),
    },
    {
      cause: 'A + was sent where the signed value has +: encode it as %2B, or it arrives as a space.',
      apply: mapValues((value) => value.replaceAll(' ', '+')),
    },
    { cause: 'The values were signed in another character set. Use UTF-8.', apply: mapValues(latin1AsUtf8) },
    {
      cause: 'The values were HTML-escaped (&amp;) when they were signed.',
      apply: mapValues((value) =>
        value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
      ),
    },
    {
      cause: 'Spaces around the values were cut off on one side.',
      apply: mapValues((value) => value.trim()),
    },
    {
      cause: 'Empty values were left out of the base string. They belong in: name= and nothing after it.',
      apply: (recipe) => ({ ...recipe, parameters: recipe.parameters.filter(([, value]) => value !== '') }),
    },
    {
      cause: 'The pairs were joined with &. Join them without any separator.',
      apply: (recipe) => ({
        ...recipe,
        join: (pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'),
      }),
    },
    {
      cause: 'The values alone were signed, without their names.',
      apply: (recipe) => ({ ...recipe, join: (pairs) => pairs.map(([, value]) => value).join('') }),
    },
    {
      cause: 'The raw query string was signed. Sign the decoded parameters, sorted and glued together.',
      apply: (recipe) => ({
        ...recipe,
        fixed: query
          .split('&')
          .filter((pair) => !pair.startsWith(`${signatureName}=`))
          .join('&'),
      }),
    },
    {
      cause: 'The names of an array lost their brackets: goodsid[0]=… belongs in the base string as it is.',
      apply: mapNames((name) => name.replace(/\[.*\]$/, '')),
    },
    {
      cause: 'An array was signed with empty brackets: write the index, goodsid[0].',
      apply: mapNames((name) => name.replace(/\[.*\]$/, '[]')),
    },
    {
      cause:
        'An array was signed as the word Array, as PHP does when it converts one to text. Sign each element.',
      apply: (recipe) => ({
        ...recipe,
        parameters: [
          ...new Map(
            recipe.parameters.map(([name, value]): Parameter => {
              const [top = name] = name.split('[', 1)
              return top === name ? [name, value] : [top, 'Array']
            }),
          ),
        ],
      }),
    },
    {
      cause: 'The secret was put before the base string. It must follow it.',
      apply: (recipe) => ({ ...recipe, mac: 'before' }),
    },
    {
      cause: 'An HMAC was used. The secret is simply appended to the base string.',
      apply: (recipe) => ({ ...recipe, mac: 'hmac' }),
    },
    {
      cause: 'The digest is in upper case. It must be in lower case.',
      apply: (recipe) => ({ ...recipe, output: (hex) => hex.toUpperCase() }),
    },
    {
      cause: 'The digest is in base64. It must be in hexadecimal, in lower case.',
      apply: (recipe) => ({ ...recipe, output: (hex) => Buffer.from(hex, 'hex').toString('base64') }),
    },
    ...[...new Set(present.map(([name]) => name))].map(
      (name): Deviation => ({
        cause:
          name === 'sign_version'
            ? 'sign_version was left out of the base string. It is signed like every other parameter.'
            : `The parameter ${name} was not signed: it was added after signing, or left out of the base string.`,
        apply: (recipe) => ({
          ...recipe,
          parameters: recipe.parameters.filter(([candidate]) => candidate !== name),
        }),
      }),
    ),
  ]
}

/** Tries one deviation, then two at once; those that explain the signature are its causes. */
function causesOf(subject: Subject, received: string): string[] {
  const { parameters, signatureName, signVersion, secrets } = subject
  if (received === '') return [`There is no signature: the parameter ${signatureName} is missing.`]
  const unique = [...new Map(parameters.filter(([name]) => name !== signatureName))] as Parameter[]
  const recipe: Recipe = {
    parameters: unique,
    version: signVersion,
    order: 'sorted',
    join: glued,
    secret: secrets[0]?.secret ?? '',
    mac: 'after',
    output: (hex) => hex,
    fixed: signVersion === 1 ? correctBase(subject, 1) : null,
  }
  const deviations = deviationsOf(subject)
  const fits = (candidate: Recipe) => signatureOf(candidate) === received
  const single = deviations.filter(({ apply }) => fits(apply(recipe)))
  if (single.length > 0) return [...new Set(single.map(({ cause }) => cause))]
  for (const first of deviations) {
    const once = first.apply(recipe)
    for (const second of deviations) {
      if (second !== first && fits(second.apply(once))) return [first.cause, second.cause]
    }
  }
  return [
    formOf(received, signVersion),
    'No usual mistake explains it: a value was changed after signing, or the secret is another one. Compare the base string with the one that was signed.',
  ].filter((cause) => cause !== '')
}

function formOf(received: string, version: SignVersion): string {
  const digits = version === 3 ? 64 : 32
  if (/^[0-9a-f]+$/.test(received) && received.length === digits) return ''
  if (/^[0-9a-f]{64}$/.test(received))
    return 'The signature has the length of SHA-256, which belongs to version 3.'
  if (/^[0-9a-f]{32}$/.test(received))
    return 'The signature has the length of MD5, which belongs to versions 1 and 2.'
  return `The signature is no digest of version ${version}: that has ${digits} hexadecimal digits in lower case.`
}

function notesOf(
  { parameters, kind, signVersion }: Subject,
  stated: string | undefined,
  text: string,
): string[] {
  const repeated = [...new Set(parameters.map(([name]) => name))].filter(
    (name) => parameters.filter(([candidate]) => candidate === name).length > 1,
  )
  const hasBoth = ['sig', 'sign'].every((name) => lastValue(parameters, name) !== undefined)
  const suspicious = parameters.filter(([, value]) => value.includes('=')).map(([name]) => name)
  return [
    ...(repeated.length > 0
      ? [
          `Sent more than once: ${repeated.join(', ')}. The last one counts here; other programs take the first.`,
        ]
      : []),
    ...(hasBoth ? ['It has sig and sign: sig is the signature of a pingback, sign that of a call.'] : []),
    ...(stated !== undefined && !['1', '2', '3'].includes(stated)
      ? [`There is no signature version ${stated}.`]
      : []),
    ...(signVersion === 1
      ? [`Version 1 protects ${kind === 'call' ? 'uid alone' : 'a fixed list of parameters'}; use version 3.`]
      : []),
    ...(suspicious.length > 0
      ? [
          `A "=" in ${suspicious.join(', ')}: base strings have no separators, so such a value may pretend to be further parameters.`,
        ]
      : []),
    ...(text.includes('&amp;') ? ['It was copied out of HTML: &amp; stands for &.'] : []),
    ...(parameters.some(([name]) => /\[[^\]]*\]\[/.test(name))
      ? ['No two libraries sign nested arrays the same way; avoid them.']
      : []),
  ]
}
