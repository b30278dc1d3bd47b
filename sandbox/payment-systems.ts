export interface PaymentSystem {
  id: string
  name: string
  newWindow: boolean
  typeId: 1 | 2 | 3 | 4 | 5
}

export const testPaymentMethod: PaymentSystem = {
  id: 'test',
  name: 'Test Payment Method',
  newWindow: false,
  typeId: 4,
}

export const paymentSystems: readonly PaymentSystem[] = [
  testPaymentMethod,
  { id: 'cc', name: 'Credit Card', newWindow: false, typeId: 1 },
  { id: 'paypal', name: 'PayPal', newWindow: true, typeId: 4 },
  { id: 'mobilegateway', name: 'Mobile Payment', newWindow: false, typeId: 5 },
  { id: 'sofortbanktransfer', name: 'SOFORT Banking', newWindow: true, typeId: 2 },
  { id: 'mint', name: 'Mint Prepaid', newWindow: false, typeId: 3 },
]

/** The systems of the provider's list that can bill again by themselves. */
export const recurringSystems: ReadonlySet<string> = new Set(['test', 'cc', 'paypal', 'mobilegateway'])
