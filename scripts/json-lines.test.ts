import { describe, expect, test } from 'vitest'
import { jsonLines, runProgram } from '@/scripts/programs'

async function linesOf(program: string): Promise<{ code: number; lines: { level: number; msg: string }[] }> {
  const { code, output } = await runProgram([...jsonLines, '--input-type=module', '-e', program])
  expect(output).not.toMatch(/[^\P{C}\n]|\p{Zl}|\p{Zp}/u)
  return {
    code,
    lines: output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

describe('what anybody prints in a server is one line of JSON:', () => {
  test('a banner, without its colours', async () => {
    const { lines } = await linesOf(
      String.raw`console.log('\u001b[1m▲ Next.js\u001b[22m\n- Local: http://localhost')`,
    )
    expect(lines).toEqual([
      { level: 30, time: expect.any(String), msg: '▲ Next.js\n- Local: http://localhost' },
    ])
  })

  test('an error with its stack and with what a stranger put into it', async () => {
    const { lines } = await linesOf(String.raw`console.error('⨯', new Error('a\u009bb\u2028c\nd\u202e'))`)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.level).toBe(50)
    expect(lines[0]?.msg).toContain('⨯ Error: a\u009bb\u2028c\nd\u202e\n')
    expect(lines[0]?.msg).toContain('    at ')
  })

  test('a warning of Node’s', async () => {
    const { lines } = await linesOf(`process.emitWarning('too many listeners')`)
    expect(lines).toMatchObject([{ level: 40, msg: expect.stringContaining('Warning: too many listeners') }])
  })

  test('an error that nobody caught, which ends the process', async () => {
    const { code, lines } = await linesOf(
      `setTimeout(() => console.log('later'), 60_000); throw new Error('lost')`,
    )
    expect(code).toBe(1)
    expect(lines).toMatchObject([{ level: 50, msg: expect.stringContaining('Error: lost') }])
  })

  test('a promise that nobody waited for', async () => {
    const { code, lines } = await linesOf(`Promise.reject(new Error('lost'))`)
    expect(code).toBe(1)
    expect(lines).toMatchObject([{ level: 50, msg: expect.stringContaining('Error: lost') }])
  })

  test('an error that somebody else takes care of', async () => {
    const { code, lines } = await linesOf(
      `process.on('uncaughtException', () => console.log('goes on')); setTimeout(() => console.log('later')); throw new Error('lost')`,
    )
    expect(code).toBe(0)
    expect(lines.map(({ msg }) => msg)).toEqual(['goes on', 'later'])
  })

  test('lines of JSON stay as they are', async () => {
    const { lines } = await linesOf(
      `console.log('{"level":30,"msg":"a"}'); console.log('{"level":30,"msg":"b"}\\n{"msg":"c"}')`,
    )
    expect(lines).toEqual([{ level: 30, msg: 'a' }, { level: 30, msg: 'b' }, { msg: 'c' }])
  })

  test('bytes as well as text, and nothing where nothing is said', async () => {
    const { lines } = await linesOf(
      `process.stdout.write(Buffer.from('bytes')); console.log(''); console.log('  ')`,
    )
    expect(lines.map(({ msg }) => msg)).toEqual(['bytes'])
  })
})
