import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { PaymentwallSandbox, type Replay, SandboxError } from '../client'
import { scenarioSchema } from '../scenarios/scenario'
import { addressOption, choiceOption } from './options'
import { readJsonFile } from './projects-file'

const where = {
  url: { type: 'string', default: 'http://localhost:4000' },
  project: { type: 'string' },
} as const

/** Writes a payment's whole conversation to a file, or prints it. */
export async function exportCommand(args: string[], print: (text: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...where, output: { type: 'string' } },
  })
  const [ref] = positionals
  if (!ref || positionals.length > 1) throw new Error('Give the reference of one payment.')
  const emulator = emulatorAt(values)
  const scenario = await asked(emulator, () => emulator.exportScenario(ref))
  const text = JSON.stringify(scenario, null, 2)
  if (values.output === undefined) {
    print(text)
    return 0
  }
  writeFileSync(values.output, `${text}\n`)
  print(`${values.output} holds the conversation about payment ${ref}.`)
  return 0
}

/** Sends the pingbacks of an exported conversation again; the exit code is 1 if the shop answers differently. */
export async function replayCommand(args: string[], print: (text: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...where,
      ref: { type: 'string' },
      uid: { type: 'string' },
      order: { type: 'string' },
      format: { type: 'string', default: 'table' },
    },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Error('Give one file written by the export command.')
  const format = choiceOption('format', values.format, ['table', 'json'])
  const scenario = readJsonFile(file, scenarioSchema)
  const emulator = emulatorAt(values)
  const { ref, uid, order } = values
  const changes = { ...(ref && { ref }), ...(uid && { uid }), ...(order && { goodsId: order }) }
  const replay = await asked(emulator, () => emulator.replay(scenario, changes))
  print(format === 'json' ? JSON.stringify(replay, null, 2) : asTable(replay))
  return replay.isSame ? 0 : 1
}

function emulatorAt({ url, project }: { url: string; project?: string | undefined }): PaymentwallSandbox {
  return new PaymentwallSandbox({ url: addressOption('url', url), ...(project && { project }) })
}

async function asked<Answer>(emulator: PaymentwallSandbox, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof SandboxError) throw error
    throw new Error(`No emulator answers at ${emulator.url}. Start it, or give its address with --url.`)
  }
}

type Answer = Replay['answers'][number]['now']

function asTable({ answers, isSame }: Replay): string {
  const words = (answer: Answer) =>
    answer ? `${answer.status ?? 'no answer'} ${answer.body}`.trim() : 'no answer'
  return [
    ...answers.map(
      ({ type, then, now, isSame }) =>
        `type ${String(type).padEnd(4)} ${isSame ? `same: ${words(now)}` : `before: ${words(then)}; now: ${words(now)}`}`,
    ),
    isSame ? 'The shop gave the same answers as before.' : 'The shop answered differently.',
  ].join('\n')
}
