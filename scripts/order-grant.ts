import { decide } from './order'

/** Gives the goods of an order, whatever its payments say: `npm run order:grant -- <order> "<why>"`. */
export const main = (args: string[]) => decide(args, 'GRANT', 'order:grant')
