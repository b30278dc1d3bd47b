"""What the example shop uses of the provider's Python library, by its documentation: for machines that do not have the library."""
from hashlib import md5, sha256
from urllib.parse import urlencode


class Paymentwall:
    API_GOODS = 2
    key = secret = ''

    @staticmethod
    def set_api_type(api_type):
        pass

    @staticmethod
    def set_app_key(key):
        Paymentwall.key = key

    @staticmethod
    def set_secret_key(secret):
        Paymentwall.secret = secret


def signature(parameters, name, version):
    pairs = sorted((key, value) for key, value in parameters.items() if key != name)
    base = ''.join(f'{key}={value}' for key, value in pairs) + Paymentwall.secret
    return (sha256 if version == '3' else md5)(base.encode()).hexdigest()


class Product:
    TYPE_FIXED = 'fixed'

    def __init__(self, product_id, amount, currency, name, product_type):
        self.call = {
            'amount': amount,
            'currencyCode': currency,
            'ag_name': name,
            'ag_external_id': product_id,
            'ag_type': product_type,
        }


class Widget:
    BASE_URL = 'https://api.paymentwall.com/api'

    def __init__(self, user_id, code, products, extra):
        self.call = {'key': Paymentwall.key, 'uid': user_id, 'widget': code, 'sign_version': 3}
        self.call.update(products[0].call, **extra)

    def get_url(self):
        signed = {**self.call, 'sign': signature(self.call, 'sign', '3')}
        return f'{self.BASE_URL}/subscription?{urlencode(signed)}'


class Pingback:
    def __init__(self, parameters, address):
        self.parameters = parameters

    def validate(self, skip_ip_whitelist_check=False):
        expected = signature(self.parameters, 'sig', self.parameters.get('sign_version'))
        return self.parameters.get('sig') == expected

    def is_deliverable(self):
        return self.parameters['type'] in ('0', '1', '201')

    def is_cancelable(self):
        return self.parameters['type'] in ('2', '202')
