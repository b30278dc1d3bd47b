import { parseArgs } from 'node:util'
import { type Explanation, explain } from '../surgeon/explain'
import { choiceOption } from './options'

/** Explains a signature; the exit code is 1 if it is wrong. */
export async function explainCommand(args: string[], print: (text: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'secret-key': { type: 'string', multiple: true, default: [] },
      format: { type: 'string', default: 'text' },
    },
  })
  const [text] = positionals
  if (!text || positionals.length > 1) throw new Error('Give one address or query, in quotes.')
  const secrets = values['secret-key'].map((secret, index) => ({ name: `secret ${index + 1}`, secret }))
  if (secrets.length === 0) throw new Error('--secret-key must be the key to check with.')
  const format = choiceOption('format', values.format, ['text', 'json'])
  const explanation = explain(text, secrets)
  print(format === 'json' ? JSON.stringify(explanation, null, 2) : asText(explanation))
  return explanation.fits ? 0 : 1
}

function asText({ kind, signVersion, received, expected, fits, parts, causes, notes }: Explanation): string {
  const width = Math.max(...parts.map(({ name }) => name.length), 0)
  return [
    `A ${kind} with a signature of version ${signVersion}, which ${fits ? 'is valid' : 'is not valid'}.`,
    '',
    'Base string, part by part; the secret follows without a separator:',
    ...parts.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}`),
    '',
    `received  ${received || '(none)'}`,
    `expected  ${expected}`,
    ...(causes.length > 0 ? ['', 'Likely cause:', ...causes.map((cause) => `- ${cause}`)] : []),
    ...notes.map((note) => `Note: ${note}`),
  ].join('\n')
}
