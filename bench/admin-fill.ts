import type { Client } from 'pg'

const hosts = "ARRAY['example.com','example.org','mail.example','post.example','paper.example']"
const firstNames = "ARRAY['Ada','Grace','Alan','Edsger','Barbara','Donald','Frances','John','Radia','Ken']"
const lastNames =
  "ARRAY['Lovelace','Hopper','Turing','Dijkstra','Liskov','Knuth','Allen','Backus','Perlman','Ritchie']"

const endings = "ARRAY['','son','sen','berg','mann','ova','ski','ez','ini','oux']"

const orderId = (n: string) => `'bench' || lpad(${n}::text, 12, '0')`
/** Whose order it is: two orders a buyer. */
const uid = (n: string) => `'buyer' || lpad((${n} / 2)::text, 12, '0')`
/** What became of an order, from 0 to 9,999, scattered over time: two in three are paid. */
const fate = (n: string) => `abs(hashint4(${n})::bigint) % 10000`
const paidAt = "placed + interval '5 minutes'"

/**
 * Fills a shop with two years of trade: as many orders as told, with what comes with them, and as many pingbacks. Of 10,000
 * orders 6,500 are paid, 200 refunded, 20 charged back, 300 declined, 3 only authorised, and a few under review, as 40 were before; the
 * rest was given up. Of the alerts, one for twenty orders, one in seven is open.
 */
export async function fillTrade(client: Client, orders: number): Promise<void> {
  // Keys of other tables and triggers are as they would be, and checking them all takes longer than the rest.
  await client.query("SET session_replication_role = 'replica'")
  await client.query('SET synchronous_commit = off')
  await client.query(`
    INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, active, updated_at)
    SELECT id, id, position, kind::"ProductKind", name, '', '', 'fox.svg', active, now() FROM (VALUES
      ('fox', 1, 'DOWNLOAD', 'Fox', true), ('licence', 2, 'LICENCE', 'Commercial licence', true),
      ('credits', 3, 'CREDITS', '100 credits', true), ('moth', 4, 'DOWNLOAD', 'Moth', false)
    ) p (id, position, kind, name, active)`)
  await client.query(`
    INSERT INTO list_prices (product_id, currency, amount)
    SELECT id, unnest(ARRAY['USD', 'EUR', 'JPY', 'KWD']), 999 FROM products`)
  await client.query(`
    INSERT INTO users (uid, email, name, password_hash, registered_at)
    SELECT 'buyer' || lpad(n::text, 12, '0'), 'person' || n || '@' || (${hosts})[1 + n % 5],
      (${firstNames})[1 + n % 10] || ' ' || (${lastNames})[1 + n / 10 % 10] || (${endings})[1 + n / 100 % 10], 'none', now() - interval '2 years'
    FROM generate_series(0, ${Math.ceil(orders / 2)}) n`)
  await client.query(`
    UPDATE users SET flagged_at = CASE WHEN right(uid, 4) = '0011' THEN now() END, closed_at = CASE WHEN right(uid, 3) = '007' THEN now() END
    WHERE right(uid, 4) = '0011' OR right(uid, 3) = '007'`)
  // Step by step: one statement for all would need the disk for its sorting.
  for (let from = 1; from <= orders; from += 100_000) {
    const to = Math.min(from + 99_999, orders)
    const all = `(SELECT n, ${orderId('n')} AS id, ${uid('n')} AS uid, ${fate('n')} AS fate,
      date_trunc('milliseconds', now() - (${orders} - n) * interval '730 days' / ${orders}) AS placed
      FROM generate_series(${from}, ${to}) n) o`
    for (const statement of statements(all)) await client.query(statement)
  }
  for (const statement of memberships(Math.ceil(orders / 20))) await client.query(statement)
  await client.query(`
    INSERT INTO audit_entries (at, actor, act, subject, sentence)
    SELECT now() - n * interval '10 minutes', 'ada@shop.example', 'order.note', ${orderId('n')}, 'The note was added.'
    FROM generate_series(1, ${Math.ceil(orders / 10)}) n`)
  await client.query(`
    INSERT INTO alerts (kind, subject, message, order_id, created_at, resolved_at)
    SELECT (ARRAY['quarantined','conflict','overpaid','partial_refund'])[1 + n % 4]::"AlertKind", 'b' || n, 'Bench', ${orderId('n')},
      now() - n * interval '10 minutes', CASE WHEN n % 7 > 0 THEN now() END
    FROM generate_series(1, ${Math.ceil(orders / 20)}) n`)
  await client.query("SET session_replication_role = 'origin'")
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
}

const reversed = 'fate BETWEEN 6500 AND 6719'
const isPaying = 'fate < 7020 OR n % 5000 = 0'

function statements(all: string): string[] {
  return [
    `INSERT INTO orders (id, uid, amount, currency, created_at, expires_at)
     SELECT id, uid, 999, 'USD', placed, placed + interval '7 days' FROM ${all}`,
    `INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
     SELECT id || 'l', id, 0, CASE WHEN n % 10000 = 3 THEN 'moth' WHEN n % 3 = 0 THEN 'licence' WHEN n % 3 = 1 THEN 'fox' ELSE 'credits' END,
       CASE WHEN n % 3 = 0 THEN 'LICENCE' WHEN n % 3 = 1 THEN 'DOWNLOAD' ELSE 'CREDITS' END::"ProductKind", 'Bench', 999 FROM ${all}`,
    `INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 9.99, 'USD' FROM ${all}`,
    `INSERT INTO terms_acceptances (order_id, uid, policy_version, wording, address, accepted_at)
     SELECT id, uid, '2026-11-26', 'I have read and accept them.', '203.0.113.9', placed FROM ${all}`,
    `INSERT INTO payments (ref, order_id, state, ever_paid, is_test, reversal_reason, price, currency, paid_at, created_at)
     SELECT 'b' || n, id,
       CASE WHEN n % 5000 = 0 THEN 'REVIEW' WHEN ${reversed} THEN 'REVERSED' WHEN fate > 6719 THEN 'DECLINED' ELSE 'PAID' END::"PaymentState",
       fate < 6720, n % 10000 = 77, CASE WHEN fate BETWEEN 6700 AND 6719 THEN 1 WHEN ${reversed} THEN 9 END, 9.99, 'USD', ${paidAt}, ${paidAt}
     FROM ${all} WHERE ${isPaying}`,
    `INSERT INTO charge_attempts (id, order_id, state, charge_id, subscription_id, brand, last4, address, created_at, updated_at)
     SELECT id || 'c', id, CASE WHEN fate BETWEEN 7020 AND 7022 THEN 'AUTHORISED' WHEN fate > 6719 THEN 'DECLINED' WHEN fate < 100 THEN 'REVIEW' ELSE 'SUCCEEDED' END::"ChargeState",
       'c' || n, CASE WHEN n % 50 = 0 THEN 's' || n END, 'Visa', CASE WHEN n % 10 = 0 THEN '4242' ELSE lpad((fate * 7 % 10000)::text, 4, '0') END,
       '203.0.113.9', placed, ${paidAt}
     FROM ${all} WHERE (n % 5 < 2 AND fate < 7020) OR fate BETWEEN 7020 AND 7022`,
    `INSERT INTO deliveries (id, order_line_id, order_id, uid, kind, licence_key, credits, granted_at, withdrawn_at)
     SELECT id || 'd', id || 'l', id, uid, CASE WHEN n % 3 = 0 THEN 'LICENCE' WHEN n % 3 = 1 THEN 'DOWNLOAD' ELSE 'CREDITS' END::"ProductKind",
       CASE WHEN n % 3 = 0 THEN regexp_replace(left(upper(md5(n::text)), 25), '(.{5})(?=.)', '\\1-', 'g') END, 0, ${paidAt},
       CASE WHEN ${reversed} THEN ${paidAt} END
     FROM ${all} WHERE fate < 6720`,
    // What nobody paid for has an event too, put aside, so that there are as many events as orders.
    `INSERT INTO pingbacks (ref, type, part, digest, parameters, verdict, sentence, order_id, received_at)
     SELECT 'b' || n, CASE WHEN ${reversed} THEN 2 ELSE 0 END, '', sha256('bench'), jsonb_build_object('uid', uid, 'type', '0', 'ref', 'b' || n),
       CASE WHEN ${isPaying} THEN 'applied' ELSE 'unhandled' END::"Verdict", 'Payment: payment b' || n || ' is recorded.',
       CASE WHEN ${isPaying} THEN id END, ${paidAt}
     FROM ${all}`,
    // The log's ids are given in the order of arrival. One arrival in fifty is a stranger's.
    `INSERT INTO pingback_attempts (received_at, verdict, sentence, reason, duration_ms, address, sign_version, secret, pingback_id, order_id, parameters)
     SELECT * FROM (
       SELECT received_at, verdict, sentence, NULL, 2, '203.0.113.9', 3, 'current', id, order_id, parameters
       FROM pingbacks WHERE ref IN (SELECT 'b' || n FROM ${all})
       UNION ALL
       SELECT placed, 'rejected', 'Rejected: the signature is wrong.', 'signature', 1, '198.51.100.9', CASE WHEN n % 100 = 0 THEN 2 END,
         NULL, NULL, NULL, '{"type": "0"}' FROM ${all} WHERE n % 50 = 0
     ) a ORDER BY received_at`,
  ]
}

/**
 * Memberships of two years, one for twenty other orders: of a hundred, one failed at its renewal, five were cancelled, of which
 * one waits for Paymentwall, and twenty were given up long ago without a word.
 */
function memberships(count: number): string[] {
  const all = `(SELECT n, 'club' || lpad(n::text, 12, '0') AS id, ${uid('n')} AS uid,
    date_trunc('milliseconds', now() - CASE WHEN n % 100 >= 80 THEN interval '1 year' ELSE interval '30 days' * (n::float / ${count}) END) AS paid
    FROM generate_series(1, ${count}) n) o`
  return [
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, period_length, period_unit, updated_at)
     VALUES ('club', 'club', 5, 'MEMBERSHIP', 'Club', '', '', 'club.svg', 1, 'month', now())`,
    `INSERT INTO orders (id, uid, amount, currency, created_at, expires_at)
     SELECT id, uid, 600, 'USD', paid, paid + interval '7 days' FROM ${all}`,
    `INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount, period_length, period_unit)
     SELECT id || 'l', id, 0, 'club', 'MEMBERSHIP', 'Club', 600, 1, 'month' FROM ${all}`,
    `INSERT INTO payments (ref, order_id, state, ever_paid, price, currency, paid_at, due_at, created_at)
     SELECT 'm' || n, id, 'PAID', true, 6, 'USD', paid, paid + interval '1 month', paid FROM ${all}`,
    `INSERT INTO deliveries (id, order_line_id, order_id, uid, kind, granted_at)
     SELECT id || 'd', id || 'l', id, uid, 'MEMBERSHIP', paid FROM ${all}`,
    `INSERT INTO pingbacks (ref, type, part, digest, parameters, verdict, sentence, order_id, received_at)
     SELECT 'm' || n, CASE WHEN n % 100 = 1 THEN 14 ELSE 12 END, '', sha256('bench'), '{}', 'applied', 'Failed.', id, now()
     FROM ${all} WHERE n % 100 BETWEEN 1 AND 5`,
    `INSERT INTO cancellations (order_id, cause, requested_at, accepted_at)
     SELECT id, 'BUYER', now() - interval '1 day', now() FROM ${all} WHERE n % 100 BETWEEN 2 AND 6`,
  ]
}
