import { Client } from 'pg'

/** A name of 105 letters without a place to break. */
const long = (name: string) => name.padEnd(105, 'bogenfaltung')

/** Products with such names, and descriptions to match: their slugs, and what they are copies of. */
export const longNamed = {
  badger: { name: long('Badger'), like: 'fox' },
  ferret: { name: long('Ferret'), like: 'owl' },
  rights: { name: long('Rights'), like: 'commercial-licence' },
  circle: { name: long('Circle'), like: 'club-monthly' },
}

/** Adds them to a shop that has read nothing of its catalogue yet: it keeps what it has read for a while. */
export async function addLongNamedProducts(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  for (const [slug, { name, like }] of Object.entries(longNamed)) {
    await client.query('CREATE TEMP TABLE copied AS SELECT * FROM products WHERE slug = $1', [like])
    await client.query(
      'UPDATE copied SET id = $1, slug = $1, position = position + 500, name = $2, summary = $3, description = $3',
      [slug, name, 'w'.repeat(120)],
    )
    // The last two, which the database makes itself.
    await client.query('ALTER TABLE copied DROP COLUMN name_words, DROP COLUMN words')
    await client.query('INSERT INTO products SELECT * FROM copied')
    await client.query(
      `INSERT INTO list_prices (product_id, currency, amount, trial_amount)
       SELECT $1, currency, amount, trial_amount FROM list_prices JOIN products ON id = product_id WHERE slug = $2`,
      [slug, like],
    )
    await client.query('DROP TABLE copied')
  }
  await client.end()
}
