import { supervise } from './supervisor'

export const main = (args: string[]) => supervise('production', args)
