export interface PaymentSystem {
  id: string
  name: string
  newWindow: boolean
  typeId: 1 | 2 | 3 | 4 | 5
  /** Where it is offered; null for everywhere. */
  countries: ReadonlySet<string> | null
}

type Row = [id: string, name: string, countries?: string]

/** The provider's list of short codes, with the countries that its page of each method names, in groups by `ps_type_id`. */
const rows: Record<PaymentSystem['typeId'], Row[]> = {
  1: [
    ['cc', 'Credit Card'],
    ['allthegate', 'Credit Cards for Korea (Republic of)', 'KR'],
    ['unionpay', 'UnionPay', 'CN HK'],
    ['ccbrazilhipercard', 'Hipercard Brazil', 'BR'],
    ['bancontact', 'Bancontact', 'BE'],
  ],
  2: [
    ['epspayments', 'EPS', 'AT'],
    ['btfinland', 'Bank Transfer Finland', 'FI'],
    ['kftc', 'Bank Transfer Korea', 'KR'],
    ['ipay88', 'Bank Transfer Malaysia', 'MY'],
    ['dragonpay', 'Bank Transfer Philippines', 'PH'],
    ['sofortbanktransfer', 'Klarna (Sofort)', 'AT BE FR DE IT NL SK ES CH'],
    ['mybank', 'Mybank', 'IT'],
    ['kbc', 'KBC', 'BE'],
    ['btcolombia', 'Bank Transfer Colombia', 'CO'],
    ['trustpay', 'TrustPay', 'CZ SK'],
    ['pse', 'PSE', 'CO'],
    ['btperu', 'Bank Transfer Peru', 'PE'],
    ['banktransferjapan', 'Bank Transfer Japan', 'JP'],
    ['idealpayments', 'iDEAL', 'NL'],
    ['payeasy', 'Payeasy', 'JP'],
    ['teleingreso', 'Teleingreso', 'ES'],
    ['btsweden', 'Bank Transfer Sweden', 'SE'],
    ['ebanxtransfer', 'Transferência bancária', 'BR'],
    ['safetypay', 'Safetypay', 'BR CO CR MX PE NL'],
    ['multibanco', 'Multibanco', 'PT'],
    ['belfius', 'Belfius', 'BE'],
    ['btthailand', 'Bank Transfer Thailand', 'TH'],
    ['banktransfermexico', 'Bank Transfer Mexico', 'MX'],
    ['redpagos', 'Redpagos', 'UY'],
    ['polipayments', 'Poli', 'AU'],
    ['interac', 'Interac', 'CA'],
    ['cbc', 'CBC', 'BE'],
    ['btestonia', 'Bank Transfer Estonia', 'EE'],
    ['btlatvia', 'Bank Transfer Latvia', 'LV'],
    ['btlithuania', 'Bank Transfer Lithuania', 'LT'],
    ['mandiriclickpay', 'Mandiri ClickPay', 'ID'],
    ['banktransferargentina', 'Bank Transfer Argentina', 'AR'],
    ['btpoland', 'Bank Transfer Poland', 'PL'],
  ],
  3: [
    ['mint', 'MINT'],
    ['paysbuycash', 'Paysbuy Cash', 'TH'],
    ['todito', 'Todito Cash', 'MX'],
    ['gudangvoucher', 'Gudang Voucher', 'ID'],
    ['happyvoucher', 'Happy Voucher', 'KR'],
    ['wavegame', 'Wavegame', 'ID'],
    ['mol', 'MOL', 'MY PH SG EG IN'],
    ['teencash', 'Teencash', 'KR'],
    ['tmoney', 'T-money', 'KR'],
    ['oxxomexico', 'Oxxo', 'MX'],
    ['onecard', 'OneCard', 'BH EG KW MA OM QA SA TN AE'],
    ['bookculture', 'Book Gift Voucher', 'KR'],
    ['pinhall', 'GASH Card', 'TW'],
    ['oncash', 'Oncash', 'KR'],
    ['eggmoney', 'Eggmoney', 'KR'],
    [
      'neosurf',
      'NeoSurf',
      'AD BE BR BG CA CN HR CZ DK FR HK HU IN ID IT JP KR MY MQ MA NO PH PL RO RU SG ZA ES SE CH TH TR GB US',
    ],
    ['mycardcard', 'MyCard Card', 'HK MY'],
    ['ticketsurf', 'Ticket Premium', 'MX FR MQ CA PF MA CI IT SN'],
    ['baloto', 'Baloto', 'CO'],
    ['gana', 'Gana', 'CO'],
    ['konbini', 'Konbini', 'JP'],
    ['webmoneyjapan', 'WebmoneyJapan', 'JP'],
    ['gameon', 'Game-ON', 'ID'],
    ['bitcash', 'BitCash', 'JP'],
    ['boletobancario', 'Boleto', 'BR'],
    ['openbucks', 'Openbucks', 'CA US'],
    ['vtctelcocard', 'Vietnam Telco Card', 'VN'],
    ['safetypaycash', 'Efectivo', 'CR MX NI PE'],
    ['unipinexpress', 'Unipin Express', 'ID'],
    ['vcoincard', 'Vcoin Card', 'VN'],
    ['eprepagcard', 'E-Prepag Cash Card', 'BR'],
    ['evroset', 'Evroset', 'RU'],
    ['svyasnoi', 'Svyasnoi', 'RU'],
    ['maxima', 'Maxima', 'LV LT'],
    ['paypost', 'Paypost', 'LT'],
    ['perlas', 'Perlas', 'LT'],
    ['narvesen', 'Narvesen', 'LT'],
    ['easypay', 'Easypay', 'BY'],
    ['pagofacil', 'Pagofacil', 'AR'],
    ['rapipago', 'RapiPago', 'AR'],
    ['efectycolombia', 'Efecty', 'CO'],
    ['davivienda', 'Davivienda', 'CO'],
    ['minimart', 'Minimart', 'ID'],
    ['atmtransfer', 'ATM Transfer Indonesia', 'ID'],
    ['culturevoucher', 'Culture Voucher', 'KR'],
    ['cashbee', 'Cashbee', 'KR'],
  ],
  4: [
    ['paypal', 'PayPal'],
    ['paysbuy', 'Paysbuy', 'TH'],
    ['webmoney', 'Webmoney', 'AM AZ BY CY EE GE IL KZ KG LV LT MD RU TJ TH UA UZ'],
    ['cherrycredits', 'CherryCredits', 'ID MY PH SG'],
    ['webcash', 'Webcash', 'MY'],
    ['mercadopago', 'MercadoPago', 'BR'],
    ['yamoney', 'Yandex Money', 'AM AZ BY GE IL KZ KG LV LT MD RU TM UA UZ'],
    ['mycardwallet', 'MyCard Wallet', 'HK MY TW'],
    ['indomog', 'Indomog', 'ID'],
    ['alipay', 'Alipay'],
    ['pagseguro', 'PagSeguro', 'BR'],
    ['fanapay', 'Fanapay', 'DZ BH BD EG IN JO KW LB MY MA OM PK QA SA TN TR AE'],
    ['qiwiwallet', 'Qiwi Wallet', 'AM AZ BY GE KZ KG LV LT MD RU TM UA UZ'],
    ['liqpay', 'Liqpay', 'BY UA'],
    ['coinbasebitcoin', 'Bitcoin'],
    ['vtc', 'VTC Wallet', 'VN'],
    ['redcompra', 'Redcompra', 'CL'],
    ['unipinwallet', 'UniPin Wallet', 'ID'],
    ['dokuwallet', 'DOKU Wallet', 'ID'],
    ['wechatpayments', 'Wechat Payments'],
    ['amazon', 'Amazon Payments'],
  ],
  5: [['mobilegateway', 'Mobile Payment']],
}

export const testPaymentMethod: PaymentSystem = {
  id: 'test',
  name: 'Test Payment Method',
  newWindow: false,
  typeId: 4,
  countries: null,
}

const typeIds = [1, 4, 2, 3, 5] as const

export const paymentSystems: readonly PaymentSystem[] = [
  testPaymentMethod,
  ...typeIds.flatMap((typeId) =>
    rows[typeId].map(
      ([id, name, countries]): PaymentSystem => ({
        id,
        name,
        // As in the provider's own sample: banks and e-wallets have pages of their own.
        newWindow: typeId === 2 || typeId === 4,
        typeId,
        countries: countries === undefined ? null : new Set(countries.split(' ')),
      }),
    ),
  ),
]

export function isOfferedIn({ countries }: PaymentSystem, country: string): boolean {
  return countries === null || countries.has(country)
}

/** The systems of the provider's list that can bill again by themselves. */
export const recurringSystems: ReadonlySet<string> = new Set([
  'test',
  'cc',
  'paypal',
  'mercadopago',
  'qiwiwallet',
  'mobilegateway',
])
