import { expect, test } from 'vitest'
import { csvLine } from '@/lib/exports/csv'

test.each([
  ['=HYPERLINK("http://evil.example","Click")', `"'=HYPERLINK(""http://evil.example"",""Click"")"`],
  ['+1+cmd|calc', `"'+1+cmd|calc"`],
  ['-2+3', `"'-2+3"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['  =1', `"'  =1"`],
  ['\u00a0=1', `"'\u00a0=1"`],
  ['＝1', `"'＝1"`],
  ['fox; =1', '"fox; =1"'],
  ['a "fox",\r\nfolded', '"a ""fox"",\r\nfolded"'],
  ['<script>', '"<script>"'],
  ['', '""'],
])('the text %j is inert as %j', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`)
})

test('numbers, times and nothing are what they are', () => {
  expect(csvLine([-1.5, new Date('2026-11-26T14:03:07.250Z'), null, undefined, true])).toBe(
    '"-1.5","2026-11-26T14:03:07.250Z","","","true"\r\n',
  )
})
