/** @jsxImportSource hono/jsx */
import { customParameterValues } from '../core/settings'
import type { Emulator } from '../emulator'
import { shownKeys } from '../environment'
import { Frame } from './frame'

const jumps = [
  ['1800', '30 minutes'],
  ['86400', '1 day'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
] as const

const threeDSecureChoices = [
  ['requested', 'when the shop asks for it'],
  ['always', 'always'],
  ['never', 'never'],
] as const

const bankChoices = [
  ['when asked', 'what the payer presses'],
  ['approved', 'approved, by itself'],
  ['declined', 'declined, by itself'],
] as const

const externalIdChoices = [
  ['post-trial', 'that of the plan'],
  ['trial', 'that of the trial'],
] as const

const strictChoices = [
  ['warn', 'accept it, with a warning'],
  ['refuse', 'refuse it'],
] as const

const speeds = [1, 60, 1800] as const

export function SettingsPage({ emulator, fault }: { emulator: Emulator; fault: string | null }) {
  const { settings } = emulator.state
  const customParameters = Object.entries(settings.customParameters)
  return (
    <Frame title="Settings and clock" current="/merchant/settings" emulator={emulator}>
      {fault && (
        <p class="notice bad" role="alert">
          Nothing was saved. {fault}
        </p>
      )}
      <section aria-labelledby="clock" class="panel cards">
        <h2 id="clock">Clock</h2>
        <form method="post" action="/merchant/clock" class="row">
          <span>Move forward</span>
          {jumps.map(([seconds, name]) => (
            <button type="submit" name="advance" value={seconds}>
              {name}
            </button>
          ))}
        </form>
        <form method="post" action="/merchant/clock" class="row">
          <span>Speed</span>
          {speeds.map((speed) => (
            <button
              type="submit"
              name="scale"
              value={String(speed)}
              aria-pressed={emulator.clock.scale === speed ? 'true' : 'false'}
            >
              {speed === 1 ? 'real' : `${speed} times`}
            </button>
          ))}
        </form>
      </section>
      <section aria-labelledby="keys" class="panel">
        <h2 id="keys">Keys</h2>
        <dl class="facts">
          {shownKeys(emulator.project).map(([name, key]) => (
            <>
              <dt>{name}</dt>
              <dd>
                <code>{key}</code>
              </dd>
            </>
          ))}
        </dl>
      </section>
      <section aria-labelledby="project" class="panel cards">
        <h2 id="project">Project</h2>
        <form method="post" action="/merchant/settings">
          <label>
            A call that lacks what only a table of the documentation demands
            <select name="strict">
              {strictChoices.map(([value, name]) => (
                <option value={value} selected={settings.strict === value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            Pingback signature version
            <select name="pingbackVersion">
              {[3, 2].map((version) => (
                <option value={String(version)} selected={settings.pingbackVersion === version}>
                  {version}
                </option>
              ))}
            </select>
          </label>
          <label>
            Key that signs pingbacks of Brick test payments
            <select name="pingbackSecret">
              <option value="project" selected={settings.pingbackSecret === 'project'}>
                project secret key
              </option>
              <option value="brick-test" selected={settings.pingbackSecret === 'brick-test'}>
                Brick private key
              </option>
            </select>
          </label>
          <label>
            Pingback URL, with its path and query
            <input
              name="pingbackUrl"
              type="url"
              value={settings.pingbackUrl ?? ''}
              placeholder={emulator.pingbackUrl}
            />
          </label>
          <label>
            3-D Secure for cards
            <select name="threeDSecure">
              {threeDSecureChoices.map(([value, name]) => (
                <option value={value} selected={settings.threeDSecure === value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            Answer of the bank’s page
            <select name="bankAnswers">
              {bankChoices.map(([value, name]) => (
                <option value={value} selected={settings.bankAnswers === value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            Minutes until a pingback is sent again
            <input
              name="retryMinutes"
              type="number"
              min="1"
              max="1440"
              value={String(settings.retryMinutes)}
            />
          </label>
          <label>
            Order id of charges after a trial
            <select name="recurringExternalId">
              {externalIdChoices.map(([value, name]) => (
                <option value={value} selected={settings.recurringExternalId === value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            Hours until a failed renewal is tried again
            <input
              name="renewalRetryHours"
              type="number"
              min="1"
              max="240"
              value={String(settings.renewalRetryHours)}
            />
          </label>
          <label>
            Custom pingback parameters, one name=VALUE a line
            <textarea name="customParameters" rows={4}>
              {customParameters.map(([name, value]) => `${name}=${value}`).join('\n')}
            </textarea>
          </label>
          <details>
            <summary>Values that exist</summary>
            <p class="fine">{customParameterValues.join(', ')}</p>
          </details>
          <label class="check">
            <input name="isLive" type="checkbox" checked={settings.isLive} /> The project is live
          </label>
          <label class="check">
            <input name="evaluationMode" type="checkbox" checked={settings.evaluationMode} /> Evaluation mode:
            anyone sees the payment page before the project is live
          </label>
          <label class="check">
            <input name="subscriptionEvents" type="checkbox" checked={settings.subscriptionEvents} /> Types
            12, 13 and 14 are sent when a subscription ends
          </label>
          <button class="primary" type="submit">
            Save
          </button>
        </form>
      </section>
    </Frame>
  )
}
