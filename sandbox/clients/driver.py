# Does what standard input asks for with the Python library, and prints what the library makes of the answer.
import json
import sys
from urllib.parse import parse_qsl
from urllib.request import urlopen

task = json.load(sys.stdin)
sys.path.insert(0, task['library'])
from paymentwall import Paymentwall, Pingback, Product, Widget  # noqa: E402

Paymentwall.set_api_type(task.get('api', Paymentwall.API_GOODS))
Paymentwall.set_app_key(task['publicKey'])
Paymentwall.set_secret_key(task['privateKey'])
Widget.BASE_URL = task['url'] + '/api'


def product(of):
    length, unit = of.get('period', (0, None))
    kind = Product.TYPE_SUBSCRIPTION if unit else Product.TYPE_FIXED
    trial = product(of['trial']) if 'trial' in of else None
    return Product(of['id'], of['amount'], of['currency'], of['name'], kind, length, unit, bool(unit), trial)


if task['do'] == 'widget':
    widget = Widget(task['uid'], task['code'], [product(of) for of in task['products']], task['extra'])
    result = {'page': urlopen(widget.get_url()).read().decode()}
else:
    pingback = Pingback(dict(parse_qsl(task['query'], keep_blank_values=True)), task['address'])
    result = {'isValid': pingback.validate(), 'isDeliverable': pingback.is_deliverable()}
print(json.dumps(result))
