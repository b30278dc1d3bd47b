export const catalogue = {
  /** Of the page, for search engines. */
  title: '{page, plural, =1 {All products} other {All products, page #}}',
  titleOfSearch:
    '{page, plural, =1 {Search results for “{text}”} other {Search results for “{text}”, page #}}',
  results: 'Search results for “<typed>{text}</typed>”',
  form: {
    text: 'Search for',
    kind: 'Kind',
    allKinds: 'All kinds',
    least: 'From ({currency})',
    most: 'Up to ({currency})',
    sort: 'Sort by',
    search: 'Search',
  },
  sorts: {
    best: 'Best match',
    'price-low': 'Price: low to high',
    'price-high': 'Price: high to low',
    new: 'Newest first',
  },
  /** What was not understood of a search. */
  notes: {
    long: 'Your search was long, so only its first {most, number} characters were used.',
    kind: 'There is no such kind of product, so all kinds are shown.',
    least: 'The lowest price is not a number, so it was ignored.',
    most: 'The highest price is not a number, so it was ignored.',
  },
  count: '{count, plural, one {# product} other {# products}}',
  moreThan: 'More than {count, plural, one {# product} other {# products}}',
  pages: {
    title: 'Pages',
    previous: 'Previous',
    next: 'Next',
    at: 'Page {page, number} of {pages, number}',
    more: 'There are more. Search for a word or narrow the price range to see them.',
  },
  nothing: {
    filtered: 'No products match “<typed>{text}</typed>” with these filters.',
    unfiltered: 'Search without filters ({products})',
    inFilters: 'No products match these filters.',
    found: 'No results for “<typed>{text}</typed>”. Check the spelling or use fewer words.',
    near: 'Did you mean?',
    others: 'Also in the shop',
  },
  all: 'Show all products',
} as const
