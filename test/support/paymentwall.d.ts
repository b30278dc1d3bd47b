// The official library brings no types: these are what the tests use of it.
declare module 'paymentwall' {
  type Values = Record<string, unknown>

  interface Signature {
    calculateSignature(parameters: Values, secret: string, version: number | string): string
  }

  class Pingback {
    constructor(parameters: string | Values, address: string, brick?: boolean)
    validate(skipAddress?: boolean): boolean
    isIpAddressValid(): boolean
    isDeliverable(): boolean
    isCancelable(): boolean
    getType(): number | undefined
    getPingbackUniqueId(): string
    getErrorSummary(): string
  }

  class Widget {
    constructor(uid: string, widget: string, products: Product[], extra: Values)
    getUrl(): string
  }

  class Product {
    constructor(id: string, amount: number, currency: string, name: string | undefined, type: string)
  }

  const library: {
    Configure: new (apiType: number, projectKey: string, secretKey: string) => unknown
    Pingback: typeof Pingback
    PingbackSignature: Signature
    Product: typeof Product
    Widget: typeof Widget
    WidgetSignature: Signature
  }
  export default library
}
