/** @jsxImportSource hono/jsx */
import { customParameterValues, type Settings } from '../core/settings'
import type { Emulator } from '../emulator'
import { shownKeys } from '../environment'
import { FaultsPanel } from './faults-panel'
import { Frame } from './frame'
import { type SettingField, settingFields } from './setting-fields'

const jumps = [
  ['1800', '30 minutes'],
  ['86400', '1 day'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
] as const

const speeds = [1, 60, 1800] as const

export function SettingsPage({ emulator, fault }: { emulator: Emulator; fault: string | null }) {
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
      <form method="post" action="/merchant/settings" class="settings">
        {settingFields.map(({ group, fields }, index) => (
          <section aria-labelledby={`group-${index}`} class="panel">
            <h2 id={`group-${index}`}>{group}</h2>
            {fields.map((field) => (
              <Field field={field} emulator={emulator} />
            ))}
          </section>
        ))}
        <div class="actions">
          <button class="primary" type="submit">
            Save
          </button>
        </div>
      </form>
      <FaultsPanel emulator={emulator} />
      <section aria-labelledby="reset" class="panel">
        <h2 id="reset">Start over</h2>
        <p>Deletes all payments, subscriptions, calls and settings, and resets the clock.</p>
        <form method="post" action="/merchant/reset">
          <label class="check">
            <input name="sure" type="checkbox" required /> Delete everything
          </label>
          <div class="actions">
            <button type="submit">Reset</button>
          </div>
        </form>
      </section>
    </Frame>
  )
}

function Field({ field, emulator }: { field: SettingField; emulator: Emulator }) {
  const { name, label } = field
  const value = emulator.state.settings[name]
  if (field.kind === 'flag') {
    return (
      <label class="check">
        <input name={name} type="checkbox" checked={value === true} /> {label}
      </label>
    )
  }
  return (
    <>
      <label for={name}>
        {label}
        <Control field={field} value={value} placeholder={emulator.pingbackUrl} />
      </label>
      {field.kind === 'pairs' && (
        <details>
          <summary>Allowed values</summary>
          <p class="fine">{customParameterValues.join(', ')}</p>
        </details>
      )}
    </>
  )
}

interface ControlProps {
  field: SettingField
  value: Settings[keyof Settings]
  placeholder: string
}

function Control({ field, value, placeholder }: ControlProps) {
  switch (field.kind) {
    case 'choice':
      return (
        <select id={field.name} name={field.name}>
          {field.choices.map((choice) => (
            <option value={String(choice.value)} selected={choice.value === value}>
              {choice.text}
            </option>
          ))}
        </select>
      )
    case 'number':
      return (
        <input
          id={field.name}
          name={field.name}
          type="number"
          min={field.minimum}
          max={field.maximum}
          step={field.isWhole ? '1' : 'any'}
          value={String(value)}
          required
        />
      )
    case 'pairs':
      return (
        <textarea id={field.name} name={field.name} rows={4}>
          {Object.entries(value ?? {})
            .map(([name, parameter]) => `${name}=${parameter}`)
            .join('\n')}
        </textarea>
      )
    case 'address':
      return (
        <input
          id={field.name}
          name={field.name}
          type="url"
          value={String(value ?? '')}
          placeholder={placeholder}
        />
      )
    default:
      return <input id={field.name} name={field.name} value={String(value)} required />
  }
}
