/** @jsxImportSource hono/jsx */
import type { ApiType } from '../core/api-type'

/** Makes a payment of the project's API without a browser. */
export function NewPayment({ apiType }: { apiType: ApiType }) {
  const isGoods = apiType === 'digital-goods'
  return (
    <section aria-labelledby="new" class="panel cards">
      <h2 id="new">Make a payment{isGoods ? ' or a subscription' : ''} without a browser</h2>
      <form method="post" action="/merchant/payments">
        <label>
          User
          <input name="uid" required value="user-1" maxlength={64} />
        </label>
        {isGoods && (
          <label>
            Order
            <input name="goodsId" required value="order-1" maxlength={256} />
          </label>
        )}
        {apiType === 'virtual-currency' && (
          <label>
            Virtual currency
            <input name="credits" type="number" min="1" required value="150" />
          </label>
        )}
        {apiType === 'cart' && (
          <label>
            Products, one per line
            <textarea name="cart" rows={2} required>
              {'product-1\nproduct-2'}
            </textarea>
          </label>
        )}
        <label>
          Amount
          <input name="amount" inputmode="decimal" pattern="\d+(\.\d{1,3})?" required value="9.99" />
        </label>
        <label>
          Currency
          <input name="currency" required pattern="[A-Z]{3}" value="USD" />
        </label>
        {isGoods && (
          <label>
            Billed again every
            <select name="period">
              <option value="">never</option>
              {['3 day', '1 week', '1 month', '6 month', '1 year'].map((period) => (
                <option value={period}>{period.replace(/^1 /, '')}</option>
              ))}
            </select>
          </label>
        )}
        <button class="primary" type="submit">
          Pay
        </button>
      </form>
    </section>
  )
}
