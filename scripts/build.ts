import { buildShop } from './open-shop'

export async function main() {
  await buildShop({ always: true })
}
