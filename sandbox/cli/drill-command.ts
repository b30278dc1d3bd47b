import { parseArgs } from 'node:util'
import { apiTypes } from '../core/api-type'
import { usualPatience } from '../drills/bench'
import { drills } from '../drills/drills'
import { deliveriesAt, deliveriesBy, madeUpOrders, ordersBy, restartBy } from '../drills/outside'
import { formatReport, reportFormats } from '../drills/report'
import { runDrills } from '../drills/run'
import { addressOption, choiceOption, numberOption } from './options'

/** Tests a listener; the exit code is 1 if it failed a drill. */
export async function drillCommand(args: string[], print: (text: string) => void): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      'pingback-url': { type: 'string' },
      'project-key': { type: 'string' },
      'secret-key': { type: 'string' },
      'sign-version': { type: 'string', default: '3' },
      'api-type': { type: 'string', default: 'digital-goods' },
      uid: { type: 'string', default: 'drill-user' },
      'order-command': { type: 'string' },
      deliveries: { type: 'string' },
      'deliveries-command': { type: 'string' },
      'restart-command': { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      format: { type: 'string', default: 'table' },
    },
  })
  const { deliveries } = values
  if (!values['pingback-url']) throw new Error('--pingback-url says which listener to test.')
  if (!values['secret-key'])
    throw new Error('--secret-key must be the key that the listener checks pingbacks with.')
  const names = drills.map(({ name }) => name)
  const only = values.only.map((name) => choiceOption('only', name, names))
  const format = choiceOption('format', values.format, reportFormats)
  const countsBy = values['deliveries-command']
  const report = await runDrills(
    {
      pingbackUrl: addressOption('pingback-url', values['pingback-url']),
      projectKey: values['project-key'] ?? null,
      secretKey: values['secret-key'],
      signVersion: numberOption('sign-version', values['sign-version'], 2, 3) as 2 | 3,
      apiType: choiceOption('api-type', values['api-type'], apiTypes),
      uid: values.uid,
      newOrder: values['order-command'] ? ordersBy(values['order-command']) : madeUpOrders(),
      countDeliveries: deliveries
        ? deliveriesAt(addressOption('deliveries', deliveries))
        : countsBy
          ? deliveriesBy(countsBy)
          : null,
      restart: values['restart-command'] ? restartBy(values['restart-command']) : null,
      seed: numberOption('seed', values.seed, 0, 2 ** 32 - 1),
      patience: usualPatience,
      signal: new AbortController().signal,
    },
    only,
  )
  print(formatReport(report, format))
  return report.results.some(({ outcome }) => outcome === 'failed') ? 1 : 0
}
