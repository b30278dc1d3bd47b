<?php
// What the example shop uses of the provider's PHP library, by its documentation: for machines that do not have the library.
class Paymentwall_Config
{
    const API_GOODS = 2;
    public array $values = [];

    static function getInstance(): self
    {
        static $instance = new self();
        return $instance;
    }

    function set(array $values): void
    {
        $this->values = $values;
    }
}

function base_string(array $parameters, string $signature): string
{
    unset($parameters[$signature]);
    ksort($parameters);
    $pairs = array_map(fn ($name, $value) => "$name=$value", array_keys($parameters), $parameters);
    return implode('', $pairs) . Paymentwall_Config::getInstance()->values['private_key'];
}

class Paymentwall_Product
{
    const TYPE_FIXED = 'fixed';

    function __construct(public $id, public $amount, public $currency, public $name, public $type)
    {
    }
}

class Paymentwall_Widget
{
    function __construct(private $user, private $code, private $products, private $extra)
    {
    }

    function getUrl(): string
    {
        $config = Paymentwall_Config::getInstance()->values;
        [$product] = $this->products;
        $parameters = [
            'key' => $config['public_key'],
            'uid' => $this->user,
            'widget' => $this->code,
            'amount' => $product->amount,
            'currencyCode' => $product->currency,
            'ag_name' => $product->name,
            'ag_external_id' => $product->id,
            'ag_type' => $product->type,
            'sign_version' => 3,
        ] + $this->extra;
        $parameters['sign'] = hash('sha256', base_string($parameters, 'sign'));
        return $config['api_base_url'] . '/subscription?' . http_build_query($parameters);
    }
}

class Paymentwall_Pingback
{
    function __construct(private array $parameters, string $address)
    {
    }

    function validate(): bool
    {
        $sig = $this->parameters['sig'] ?? '';
        $version = $this->parameters['sign_version'] ?? '1';
        return hash($version === '3' ? 'sha256' : 'md5', base_string($this->parameters, 'sig')) === $sig;
    }

    function getReferenceId(): string
    {
        return $this->parameters['ref'];
    }

    function getProductId(): string
    {
        return $this->parameters['goodsid'];
    }

    function isDeliverable(): bool
    {
        return in_array($this->parameters['type'], ['0', '1', '201'], true);
    }

    function isCancelable(): bool
    {
        return in_array($this->parameters['type'], ['2', '202'], true);
    }
}
