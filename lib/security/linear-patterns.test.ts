import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { analyse } from 'scslre'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

const files = ['lib', 'app']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    ),
  )
  .concat('proxy.ts', 'instrumentation.ts')
  .filter((file) => /\.tsx?$/.test(file) && !/generated|\.(?:test|bench)\./.test(file))

interface Pattern {
  where: string
  pattern: RegExp
}

function patternsIn(file: string): Pattern[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: Pattern[] = []
  function visit(node: ts.Node) {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1))
      found.push({ where: `${file}:${line + 1}`, pattern })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What makes a pattern's work grow faster than its input, by analysis of the pattern; empty when nothing does. */
function faults({ pattern }: Pattern): string[] {
  return analyse(pattern, { reportTypes: { Move: true, Self: true, Trade: true } }).reports.map(
    ({ type }) => type,
  )
}

describe('the analysis sees', () => {
  test.each([
    ['nested repetition', /^(?:a+)+$/],
    ['neighbours that share characters', /^[a-z]+[a-z0-9]+$/],
    ['a search that begins anew at each character', /\S+@/],
    ['spaces at the end', /\s+$/],
  ])('%s: %s', (_, pattern) => {
    expect(faults({ where: '', pattern })).not.toEqual([])
  })
})

test('every pattern of the shop works in time that grows with its input and no faster', () => {
  const patterns = files.flatMap(patternsIn)
  expect(patterns.length).toBeGreaterThan(80)
  expect(
    patterns
      .filter((pattern) => faults(pattern).length > 0)
      .map(({ where, pattern }) => `${where} ${pattern}`),
  ).toEqual([])
})
