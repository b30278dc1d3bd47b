export const contact = {
  description: 'How to reach {shop}, and the company that runs it.',
  lead: 'How to reach us. If it is about an order, include its number so that we can find it faster.',
  email: 'E-mail',
  reply: 'We reply within two working days',
  phone: 'Telephone',
  company: 'Company',
  registration: 'Registration',
  address: 'Registered address',
  answers: {
    title: 'Quick answers',
    library: 'Your purchases are in <library>your library</library>, where you can download them again.',
    orders: 'To see whether a payment has arrived, check <orders>your orders</orders>.',
    refunds: 'To get a refund or cancel a membership, see <refunds>{policy}</refunds>.',
  },
} as const
