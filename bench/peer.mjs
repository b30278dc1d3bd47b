import { PrismaPg } from '@prisma/adapter-pg'
import express from 'express'
import paymentwall from 'paymentwall'
import { PrismaClient } from '../lib/generated/prisma/client'
import { handleInTransaction } from './ordinary-transaction'

// The peer: Express, the provider's official library, and an interactive transaction.

const { BENCH_PORT, DATABASE_URL, PAYMENTWALL_PROJECT_KEY, PAYMENTWALL_SECRET_KEY } = process.env
const database = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL, max: 10 }) })
const digitalGoods = 2
paymentwall.Configure(digitalGoods, PAYMENTWALL_PROJECT_KEY, PAYMENTWALL_SECRET_KEY)

const app = express()
app.get('/api/pingback', async (request, response) => {
  const parameters = { ...request.query }
  const pingback = new paymentwall.Pingback(parameters, request.ip)
  if (!pingback.validate(true) || !pingback.isDeliverable()) {
    response.status(403).send('NOK')
    return
  }
  await handleInTransaction(database, {
    ref: pingback.getReferenceId(),
    type: Number(parameters.type),
    goodsid: pingback.getProductId(),
    uid: pingback.getUserId(),
    parameters,
  })
  response.type('text/plain').send('OK')
})
app.get('/api/health', (_, response) => response.json({ ok: true }))
app.listen(Number(BENCH_PORT), '127.0.0.1')
