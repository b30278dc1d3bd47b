import { createHash, createHmac } from 'node:crypto'
import { encodeParameters, lastValue, type Parameter } from '../core/parameters'
import { baseString, type SignVersion } from '../core/signature'
import { correctBase, type Subject } from './subject'

/** One way in which programs get a signature wrong, or in which what arrived differs from what was signed. */
export interface Deviation {
  cause: string
  apply: (recipe: Recipe) => Recipe
}

export interface Recipe {
  parameters: Parameter[]
  version: SignVersion
  order: 'sorted' | 'as sent' | 'ignoring case' | 'reversed' | 'sub-keys as text'
  join: (pairs: Parameter[]) => string
  secret: string
  mac: 'after' | 'before' | 'hmac'
  output: (hex: string) => string
  fixed: string | null
}

export const glued = (pairs: Parameter[]) => pairs.map(([name, value]) => `${name}=${value}`).join('')

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

export function signatureOf(recipe: Recipe): string {
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

/** The usual mistakes, each with the words that tell it. */
export function deviationsOf(subject: Subject): Deviation[] {
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
