import { decide } from './order'

/** Withdraws the goods of an order, whatever its payments say: `npm run order:withdraw -- <order> "<why>"`. */
export const main = (args: string[]) => decide(args, 'WITHDRAW', 'order:withdraw')
