interface Database {
  query(sql: string, parameters?: unknown[]): Promise<unknown>
}

/**
 * Fills a catalogue with so many products for sale at once: all kinds but memberships, names of two of some hundred words and a
 * number, descriptions of some 600 characters that share many of their words. A few are zeppelins, and a few speak of a quagga. All are sold in USD and EUR, five in KWD.
 */
export async function fillCatalogue(database: Database, count: number): Promise<void> {
  await database.query(
    `WITH vocabulary AS (
       SELECT array_agg(initcap(a || b) ORDER BY a, b) AS words
       FROM unnest(ARRAY['ar', 'bel', 'cor', 'dun', 'el', 'fal', 'gri', 'hor', 'im', 'jun']) a,
         unnest(ARRAY['bad', 'cen', 'dor', 'fin', 'gal', 'lop', 'mur', 'nix', 'pan', 'rut', 'sol', 'tov']) b)
     INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, credits, created_at, updated_at)
     SELECT 'filled-' || n, 'filled-' || n, 1000 + n,
       CASE WHEN n % 40 = 0 THEN 'LICENCE' WHEN n % 400 = 1 THEN 'CREDITS' ELSE 'DOWNLOAD' END::"ProductKind",
       CASE WHEN n % 999 = 7 THEN 'Zeppelin ' ELSE '' END || words[1 + n % 120] || ' ' || words[1 + n * 7 / 11 % 120] || ' ' || n,
       'A paper model of a ' || lower(words[1 + n * 3 % 120]) || ' with sharp folds.',
       (SELECT string_agg('Fold the ' || lower(words[1 + (n * k + k * k) % 120]) || ' along its edge, then glue it.', ' ')
        FROM generate_series(1, 12) k) || CASE WHEN n % 997 = 5 THEN ' Not a quagga.' ELSE '' END,
       'fox.svg', CASE WHEN n % 400 = 1 THEN 10 END, now() - n * interval '1 minute', now()
     FROM generate_series(1, $1::int) n, vocabulary`,
    [count],
  )
  await database.query(
    `INSERT INTO list_prices (product_id, currency, amount)
     SELECT 'filled-' || n, currency, 100 + n * 7919 % 20000
     FROM generate_series(1, $1::int) n, unnest(ARRAY['USD', 'EUR']) currency`,
    [count],
  )
  await database.query(
    `INSERT INTO list_prices (product_id, currency, amount)
     SELECT 'filled-' || n, 'KWD', 1000 FROM generate_series(3, $1::int, greatest($1 / 5, 1)) n`,
    [count],
  )
  await database.query('ANALYZE products, list_prices')
}

/** Translates what fills a catalogue into German, but for one product in so many, and for what is translated already. */
export async function translateCatalogue(database: Database, every: number): Promise<void> {
  await database.query(
    `INSERT INTO product_texts (product_id, language, name, summary, description)
     SELECT id, 'de', name, 'Ein Papiermodell mit scharfen Falzen.',
       replace(replace(description, 'Fold the', 'Falten Sie'), 'along its edge, then glue it', 'entlang der Kante, dann kleben Sie es')
     FROM products WHERE id LIKE 'filled-%' AND substr(id, 8)::int % $1::int <> 0
     ON CONFLICT DO NOTHING`,
    [every],
  )
  await database.query('ANALYZE product_texts')
}
