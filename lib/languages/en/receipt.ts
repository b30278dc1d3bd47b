export const receipt = {
  title: 'Receipt',
  above: 'Order <number>{order}</number>',
  print: 'Print this page or save it as a PDF. <order>Back to the order</order>',
  seller: 'Seller',
  buyer: 'Buyer',
  items: 'Items',
  payment: 'Payment {reference}',
  paidOn: 'Paid on',
  method: 'Payment method',
  reference: 'Payment reference',
  paid: 'Paid',
  /** The tax that what was paid contains. */
  vat: 'VAT included ({percent, number}\u00a0%)',
  refunded: 'Refunded',
} as const
