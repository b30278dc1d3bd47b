import { lastValue, type Parameter, parseParameters } from '../core/parameters'
import { baseString, callStringV1, digest, isSame, type SignVersion, signedInV1 } from '../core/signature'
import { deviationsOf, glued, type Recipe, signatureOf } from './deviations'
import { correctBase, type NamedSecret, type Subject } from './subject'

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
