# Does what standard input asks for with the Ruby library, and prints what the library makes of the answer.
require 'json'
require 'open-uri'

task = JSON.parse($stdin.read)
# Of Ruby before 3.0, for which the library was written.
def URI.escape(text, unsafe)
  URI::DEFAULT_PARSER.escape(text, unsafe)
end
URI::PATTERN = URI::RFC2396_REGEXP::PATTERN unless URI.const_defined?(:PATTERN)
$LOAD_PATH.unshift("#{task['library']}/lib")
require 'paymentwall'

Paymentwall::Base.setApiType(task['api'] || Paymentwall::Base::API_GOODS)
Paymentwall::Base.setAppKey(task['publicKey'])
Paymentwall::Base.setSecretKey(task['privateKey'])
HereWidget = Class.new(Paymentwall::Widget)
HereWidget.const_set(:BASE_URL, "#{task['url']}/api")

def product(of)
  length, unit = of['period']
  kind = unit ? Paymentwall::Product::TYPE_SUBSCRIPTION : Paymentwall::Product::TYPE_FIXED
  trial = of['trial'] && product(of['trial'])
  Paymentwall::Product.new(of['id'], of['amount'], of['currency'], of['name'], kind, length || 0, unit, !unit.nil?, trial)
end

result =
  if task['do'] == 'widget'
    products = task['products'].map { |of| product(of) }
    widget = HereWidget.new(task['uid'], task['code'], products, task['extra'])
    { page: URI.parse(widget.getUrl).open.read }
  else
    pingback = Paymentwall::Pingback.new(URI.decode_www_form(task['query']).to_h, task['address'])
    { isValid: pingback.validate, isDeliverable: pingback.isDeliverable }
  end
puts JSON.generate(result)
