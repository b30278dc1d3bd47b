import { expect, test } from 'vitest'
import { readWidgetMessage } from './widget-message'

const sized = (height: unknown) => JSON.stringify({ event: 'widgetSizeChanged', data: { height } })

test.each([
  ['640', 640],
  ['640px', 640],
  [640, 640],
  [1e9, 5000],
  ['1', 1],
  ['120px', 120],
])('a height of %j is %i pixels', (told, height) => {
  expect(readWidgetMessage(sized(told))).toEqual({ event: 'widgetSizeChanged', height })
})

test.each([
  [{ toString: null }],
  [{ toString: 1, valueOf: 1 }],
  [['640']],
  [null],
  [true],
  ['high'],
  [-1],
  [0],
])('a height of %j is none, and does no harm', (told) => {
  expect(readWidgetMessage(sized(told))).toEqual({ event: 'widgetSizeChanged', height: undefined })
})

test('only a change of size has a height', () => {
  const message = JSON.stringify({ event: 'paymentSuccess', data: { height: 640 } })
  expect(readWidgetMessage(message)).toEqual({ event: 'paymentSuccess', height: undefined })
})

test.each([
  ['{'],
  ['null'],
  ['[]'],
  ['"widgetLoaded"'],
  ['{"event":{"toString":null}}'],
  [{ event: 'paymentSuccess' }],
  [null],
  [undefined],
  [7],
])('%j is no message', (posted) => {
  expect(readWidgetMessage(posted)).toBeUndefined()
})
