import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isQuestion, type SectionId, sections } from '@/lib/golive/check'
import { points } from '@/lib/golive/checks'

const folder = path.join(import.meta.dirname, 'checks')
const files = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))

test('every file of the folder is registered, and every point is a file of its own', () => {
  const source = readFileSync(path.join(import.meta.dirname, 'checks.ts'), 'utf8')
  const registered = Array.from(source.matchAll(/checks\/([\w-]+)'/g), ([, name]) => `${name}.ts`)
  expect(registered.sort()).toEqual(files.sort())
  expect(points).toHaveLength(files.length)
  for (const { id } of points) {
    const name = `${id.toLowerCase().replaceAll('.', '-')}-`
    expect(
      files.filter((file) => file.startsWith(name) && !/^\d/.test(file.slice(name.length))),
    ).toHaveLength(1)
  }
})

test('every rule has its test beside it', () => {
  const tested = new Set(readdirSync(folder).filter((name) => name.endsWith('.test.ts')))
  const rules = files.filter((name) => !name.startsWith('g'))
  expect(rules.filter((name) => !tested.has(name.replace(/\.ts$/, '.test.ts')))).toEqual([])
})

test('ids are unique, and points stand in the order of the papers', () => {
  const ids = points.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const order = Object.keys(sections) as SectionId[]
  const places = ids.map((id) => [order.indexOf(id[0] as SectionId), ...id.slice(1).split('.').map(Number)])
  const sorted = [...places].sort((one, other) => {
    const at = one.findIndex((number, index) => number !== other[index])
    return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1)
  })
  expect(places).toEqual(sorted)
})

test('each says all that it must, in sentences', () => {
  for (const point of points) {
    const { id, title, asked, criterion, rationale, limits, fix, sources, freshDays } = point
    for (const text of [asked, criterion, rationale, limits, fix])
      expect(text, id).toMatch(/^[A-Z\d][\s\S]*\.$/)
    expect(title, id).toMatch(/[^.]$/)
    expect(sources.length, id).toBeGreaterThan(0)
    expect(freshDays, id).toBeGreaterThan(0)
    if (isQuestion(point)) expect(point.says, id).toMatch(/\.$/)
    else expect(point.version, id).toBeGreaterThan(0)
    expect(isQuestion(point), id).toBe(id.startsWith('G'))
  }
})

test('every section has points', () => {
  for (const section of Object.keys(sections)) {
    expect(
      points.filter(({ id }) => id.startsWith(section)),
      section,
    ).not.toEqual([])
  }
})
