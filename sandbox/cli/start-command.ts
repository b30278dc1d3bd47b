import path from 'node:path'
import { parseArgs } from 'node:util'
import { testCards } from '../brick/test-cards'
import { type ApiType, apiTypeNames, apiTypes } from '../core/api-type'
import { lockFolder } from '../core/folder-lock'
import type { SignVersion } from '../core/signature'
import { Emulator } from '../emulator'
import { shownKeys } from '../environment'
import { serveProjects } from '../projects'
import { beforeTheEnd, startServing } from '../serving'
import { serverCertificate, trustAdvice } from './authority'
import { addressOption, choiceOption, numberOption } from './options'
import { configSchema, type ProjectEntry, readJsonFile, setUpProjects } from './projects-file'

const defaultPingbackUrl = 'http://localhost:8000/pingback'

/** Runs the emulator until it is told to end. */
export async function startCommand(args: string[], print: (text: string) => void): Promise<undefined> {
  const { values } = parseArgs({
    args,
    options: {
      'pingback-url': { type: 'string' },
      'project-key': { type: 'string' },
      'secret-key': { type: 'string' },
      'brick-public': { type: 'string' },
      'brick-private': { type: 'string' },
      'sign-version': { type: 'string' },
      'api-type': { type: 'string' },
      'data-dir': { type: 'string' },
      config: { type: 'string' },
      port: { type: 'string' },
      listen: { type: 'string' },
      host: { type: 'string', multiple: true, default: [] },
      tls: { type: 'boolean' },
      seed: { type: 'string' },
    },
  })
  const config = values.config ? readJsonFile(values.config, configSchema) : {}
  const given: Partial<ProjectEntry> = {
    ...(values['pingback-url'] && { pingbackUrl: addressOption('pingback-url', values['pingback-url']) }),
    ...(values['project-key'] && { projectKey: values['project-key'] }),
    ...(values['secret-key'] && { secretKey: values['secret-key'] }),
    ...(values['brick-public'] && { brickPublicKey: values['brick-public'] }),
    ...(values['brick-private'] && { brickPrivateKey: values['brick-private'] }),
    ...(values['sign-version'] && {
      signVersion: numberOption('sign-version', values['sign-version'], 1, 3) as SignVersion,
    }),
    ...(values['api-type'] && { apiType: choiceOption('api-type', values['api-type'], apiTypes) }),
  }
  if (config.projects && Object.keys(given).length > 0) {
    throw new Error('The file given by --config names the projects: set their keys and addresses there.')
  }
  const entries = config.projects ?? [{ name: 'shop', pingbackUrl: defaultPingbackUrl, ...given }]
  const dataDirectory = path.resolve(values['data-dir'] ?? config.dataDirectory ?? '.paymentwall-sandbox')
  const hostname = values.listen ?? config.listen ?? '127.0.0.1'

  // A seeded emulator keeps nothing that another could spoil.
  if (values.seed === undefined) await lockFolder(dataDirectory, 'choose another folder with --data-dir')
  const seed = values.seed === undefined ? null : numberOption('seed', values.seed, 0, 2 ** 32 - 1)
  const setups = setUpProjects(entries, dataDirectory)
  const emulators = setups.map(
    (setup) =>
      new Emulator({ ...setup, dataDirectory, siblings: setups, seed, file: `project-${setup.name}.json` }),
  )
  const hosts = [...(config.hosts ?? []), ...values.host]
  const certificate =
    (values.tls ?? config.tls)
      ? await serverCertificate(['localhost', '127.0.0.1', '::1', ...hosts], dataDirectory)
      : undefined
  const port = await startServing({
    certificate,
    fetch: serveProjects(emulators, hostsOf(hostname, hosts)),
    hostname,
    port: values.port === undefined ? (config.port ?? 4000) : numberOption('port', values.port, 0, 65_535),
    portAdvice: 'choose another with --port',
  })
  for (const emulator of emulators) emulator.start()
  beforeTheEnd(() => {
    for (const emulator of emulators) emulator.stop()
  })
  const { origin: address } = new URL(`${certificate ? 'https' : 'http'}://localhost:${port}`)
  const advice = certificate ? ['', ...trustAdvice(certificate.authorityFile, hosts, port)] : []
  print([...welcome(emulators, address), ...advice, '', 'Ctrl-C stops it.'].join('\n'))
  return undefined
}

/** The names by which control API and merchant area may be called; null for any, where the emulator is reached from elsewhere. */
function hostsOf(hostname: string, further: readonly string[]): string[] | null {
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(hostname)
  return isLoopback || further.length > 0 ? [...further] : null
}

/** What the first project sells, as the control API names it. */
function firstSale(emulators: readonly Emulator[]): string {
  const bought: Record<ApiType, string> = {
    'digital-goods': '"goodsId":"order-1"',
    'virtual-currency': '"credits":150',
    cart: '"cart":["product-1","product-2"]',
  }
  return bought[emulators[0]?.state.settings.apiType ?? 'digital-goods']
}

/** What to put where, for whoever has just started the emulator. */
function welcome(emulators: readonly Emulator[], address: string): string[] {
  const [card] = testCards
  const rows = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([name, value]) => `    ${name.padEnd(20)}${value}`)
  const projects = emulators.flatMap((emulator) => [
    `Project "${emulator.name}". Put into the shop's settings:`,
    ...rows([
      ...shownKeys(emulator.project),
      ['API address', `${address}/api   (instead of https://api.paymentwall.com/api)`],
      ['Brick.js', `${address}/brick/build/brick-default.1.5.0.min.js`],
      ['API', apiTypeNames[emulator.state.settings.apiType]],
      ['Pingback version', String(emulator.state.settings.pingbackVersion)],
    ]),
    '  Pingbacks go to',
    ...rows([['', emulator.state.settings.pingbackUrl ?? emulator.pingbackUrl]]).map(
      (line) => `    ${line.trim()}`,
    ),
    '',
  ])
  return [
    `The Paymentwall emulator is ready at ${address}. No money moves.`,
    '',
    ...projects,
    'Look and act',
    ...rows([
      ['Merchant area', `${address}/merchant`],
      [
        'First pingback',
        `curl -d '{"uid":"u-1",${firstSale(emulators)},"amount":"9.99","currency":"USD"}' ${address}/control/payments`,
      ],
      ['Test the listener', `${address}/merchant/drills`],
      ['Test card', `${card?.number}, any future expiry date, security code ${card?.cvv}`],
    ]),
  ]
}
